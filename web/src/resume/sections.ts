import type { Resume } from "../api/types";

/** The lists of a resume that people fill in entry by entry. Skills and languages are lists of words. */
export type EntrySection =
  | "work"
  | "education"
  | "projects"
  | "volunteer"
  | "certificates"
  | "awards"
  | "publications"
  | "languages"
  | "interests"
  | "references"
  | "sections";

export type Section = EntrySection | "skills";

export interface Field {
  name: string;
  label: string;
  kind: "line" | "text" | "date" | "words" | "yes";
}

export interface SectionShape {
  title: string;
  /** One entry of it, as the button says it. */
  one: string;
  /** The letter before an entry's id. */
  letter: string;
  fields: Field[];
  lines: boolean;
}

const line = (name: string, label: string): Field => ({ name, label, kind: "line" });
const date = (name: string, label: string): Field => ({ name, label, kind: "date" });
const text = (name: string, label: string): Field => ({ name, label, kind: "text" });
const words = (name: string, label: string): Field => ({ name, label, kind: "words" });
const current: Field = { name: "current", label: "Goes on today", kind: "yes" };
const dates = [date("start_date", "From"), date("end_date", "Until"), current];

export const SECTIONS: Record<Section, SectionShape> = {
  work: {
    title: "Experience",
    one: "role",
    letter: "w",
    fields: [
      line("position", "Title"),
      line("name", "Employer"),
      line("location", "Place"),
      ...dates,
      text("summary", "Summary"),
    ],
    lines: true,
  },
  education: {
    title: "Education",
    one: "study",
    letter: "e",
    fields: [
      line("institution", "School"),
      line("study_type", "Degree"),
      line("area", "Field"),
      line("location", "Place"),
      ...dates,
      line("score", "Grade"),
      words("courses", "Courses"),
    ],
    lines: true,
  },
  skills: {
    title: "Skills",
    one: "group",
    letter: "s",
    fields: [line("name", "Group")],
    lines: false,
  },
  projects: {
    title: "Projects",
    one: "project",
    letter: "p",
    fields: [
      line("name", "Name"),
      line("url", "Link"),
      ...dates,
      text("description", "Description"),
      words("keywords", "Tools"),
    ],
    lines: true,
  },
  languages: {
    title: "Languages",
    one: "language",
    letter: "l",
    fields: [line("language", "Language"), line("fluency", "Level")],
    lines: false,
  },
  certificates: {
    title: "Certificates",
    one: "certificate",
    letter: "c",
    fields: [
      line("name", "Name"),
      line("issuer", "Issued by"),
      date("date", "Date"),
      line("url", "Link"),
    ],
    lines: false,
  },
  volunteer: {
    title: "Volunteering",
    one: "role",
    letter: "v",
    fields: [
      line("position", "Role"),
      line("organization", "Organisation"),
      line("location", "Place"),
      ...dates,
      text("summary", "Summary"),
    ],
    lines: true,
  },
  awards: {
    title: "Awards",
    one: "award",
    letter: "a",
    fields: [
      line("title", "Title"),
      line("awarder", "Given by"),
      date("date", "Date"),
      text("summary", "Summary"),
    ],
    lines: false,
  },
  publications: {
    title: "Publications",
    one: "publication",
    letter: "u",
    fields: [
      line("name", "Title"),
      line("publisher", "Published by"),
      date("release_date", "Date"),
      line("url", "Link"),
      text("summary", "Summary"),
    ],
    lines: false,
  },
  interests: {
    title: "Interests",
    one: "interest",
    letter: "i",
    fields: [line("name", "Interest"), words("keywords", "More")],
    lines: false,
  },
  references: {
    title: "References",
    one: "reference",
    letter: "r",
    fields: [line("name", "Name"), text("reference", "What they say")],
    lines: false,
  },
  sections: {
    title: "Other",
    one: "section",
    letter: "o",
    fields: [line("title", "Title")],
    lines: true,
  },
};

export const SECTION_NAMES = Object.keys(SECTIONS) as Section[];

/** What stands in every entry, whatever its section. */
export interface Entry {
  id: string;
  [member: string]: unknown;
}

export interface Line {
  id: string;
  text: string;
}

export function entriesOf(resume: Resume, section: Section): Entry[] {
  return resume[section] as unknown as Entry[];
}

export function linesOf(entry: Entry): Line[] {
  return ((entry.highlights ?? entry.bullets) as Line[] | undefined) ?? [];
}

export function textOf(entry: Entry, name: string): string {
  const value = entry[name];
  return typeof value === "string" ? value : "";
}

/** The headline of an entry: what it is, and where. */
export function headOf(entry: Entry, section: Section): { title: string; place: string } {
  const [what, where] = HEADS[section].map((names) =>
    names
      .map((name) => textOf(entry, name))
      .filter(Boolean)
      .join(", "),
  );
  return what ? { title: what, place: where ?? "" } : { title: where ?? "", place: "" };
}

const HEADS: Record<Section, string[][]> = {
  work: [["position"], ["name"]],
  education: [["study_type", "area"], ["institution"]],
  skills: [["name"]],
  projects: [["name"], ["entity"]],
  languages: [["language"], ["fluency"]],
  certificates: [["name"], ["issuer"]],
  volunteer: [["position"], ["organization"]],
  awards: [["title"], ["awarder"]],
  publications: [["name"], ["publisher"]],
  interests: [["name"]],
  references: [["name"]],
  sections: [["title"]],
};

const LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

/** An id for what a person adds: the kind's letter and twelve characters. */
export function newId(letter: string): string {
  const random = crypto.getRandomValues(new Uint8Array(12));
  return `${letter}_${[...random].map((byte) => LETTERS[byte % LETTERS.length]).join("")}`;
}
