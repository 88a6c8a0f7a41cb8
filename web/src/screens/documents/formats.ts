import type { Export } from "../../api/types";

interface Format {
  name: string;
  hint: string;
  /** Whether the design and the paper make a difference. */
  designed: boolean;
}

export const FORMAT: Record<Export["format"], Format> = {
  pdf: { name: "PDF", hint: "To send and to print. What most portals ask for.", designed: true },
  docx: { name: "DOCX", hint: "To go on editing in Word or LibreOffice.", designed: true },
  md: { name: "Markdown", hint: "Plain text with headings and lists.", designed: false },
  txt: { name: "Text", hint: "To paste into a form.", designed: false },
  json: {
    name: "JSON",
    hint: "JSON Resume, for other programs that know resumes.",
    designed: false,
  },
};

export const FORMATS = Object.keys(FORMAT) as Export["format"][];

export const TEMPLATE: Record<Export["template"], string> = {
  modern: "Modern",
  classic: "Classic",
  creative: "Creative",
  ats_optimized: "Parser-safe",
};

/** Where letters are written on US Letter; everywhere else it is A4. */
const LETTER_COUNTRIES = /-(US|CA|MX|PH)\b/i;

export function usualPaper(language = navigator.language): Export["paper"] {
  return LETTER_COUNTRIES.test(language) ? "letter" : "a4";
}
