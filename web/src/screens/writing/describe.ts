import type { Change, Resume } from "../../api/types";
import {
  entriesOf,
  headOf,
  linesOf,
  SECTION_NAMES,
  SECTIONS,
  type Section,
} from "../../resume/sections";

export interface Described {
  title: string;
  before: string;
  after: string;
}

const TITLES: Record<Change["action"], string> = {
  replace: "Another wording",
  summary: "Summary for this job",
  respell: "Spelling of the posting",
  hide: "Line left out",
  show: "Line brought back",
  reorder: "Another order",
};

/** A change in words; ids become the texts that they name. */
export function describe(change: Change, resume: Resume | null): Described {
  const title = TITLES[change.action];
  switch (change.action) {
    case "hide":
      return { title, before: lineAt(change.path, resume), after: "" };
    case "show":
      return { title, before: "", after: lineAt(change.path, resume) };
    case "reorder":
      return { title: `${title}: ${placeOf(change.path, resume)}`, before: "", after: "" };
    default:
      return { title, before: textOf(change.original), after: textOf(change.value) };
  }
}

function textOf(value: Change["value"]): string {
  return typeof value === "string" ? value : "";
}

function entryAt(path: string, resume: Resume | null) {
  const [, section, id] = path.split("/");
  const known = SECTION_NAMES.find((name) => name === section);
  const entry = resume && known ? entriesOf(resume, known).find((one) => one.id === id) : undefined;
  return { section: known, entry };
}

function lineAt(path: string, resume: Resume | null): string {
  const { entry } = entryAt(path, resume);
  const id = path.split("/")[4];
  return (entry && linesOf(entry).find((line) => line.id === id)?.text) ?? "";
}

function placeOf(path: string, resume: Resume | null): string {
  const { section, entry } = entryAt(path, resume);
  if (!section) return "resume";
  return (
    (entry && headOf(entry, section as Section).title) || SECTIONS[section].title.toLowerCase()
  );
}
