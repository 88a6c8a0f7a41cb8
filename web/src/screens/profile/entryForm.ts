import {
  type Entry,
  type EntrySection,
  linesOf,
  newId,
  SECTIONS,
  textOf,
} from "../../resume/sections";

/** An entry as a form has it: texts, lists as lines, and yes or no. */
export type EntryForm = Record<string, string | string[] | boolean>;

export function toForm(section: EntrySection, entry: Entry | undefined): EntryForm {
  const form: EntryForm = {};
  for (const { name, kind } of SECTIONS[section].fields) {
    const value = entry?.[name];
    if (kind === "yes") form[name] = value === true;
    else if (kind === "words") form[name] = Array.isArray(value) ? value.map(String) : [];
    else form[name] = entry ? textOf(entry, name) : "";
  }
  form.lines = entry
    ? linesOf(entry)
        .map(({ text }) => text)
        .join("\n")
    : "";
  return form;
}

/** The entry with what was typed; lines keep their ids as long as their text or their place is the same. */
export function fromForm(section: EntrySection, before: Entry | undefined, form: EntryForm): Entry {
  const shape = SECTIONS[section];
  const entry: Entry = { ...before, id: before?.id ?? newId(shape.letter) };
  for (const { name, kind } of shape.fields) {
    const value = form[name];
    entry[name] = kind === "yes" || kind === "words" ? value : String(value).trim() || null;
  }
  if (entry.current) entry.end_date = null;
  // The dates as they stood in the file would contradict the new ones.
  if (before && DATES.some((name) => before[name] !== entry[name])) entry.date_text = null;
  if (shape.lines) {
    const member = section === "sections" ? "bullets" : "highlights";
    entry[member] = keptLines(before, String(form.lines));
  }
  return entry;
}

const DATES = ["start_date", "end_date", "current"];

function keptLines(before: Entry | undefined, text: string): unknown[] {
  const old = before ? linesOf(before) : [];
  const texts = text
    .split("\n")
    .map((line) => line.replace(/^\s*[•*–-]\s+/, "").trim())
    .filter(Boolean);
  const same = new Map(old.map((line) => [line.text, line]));
  const free = old.filter((line) => !texts.includes(line.text));
  return texts.map((line) => {
    const known = same.get(line);
    if (known) return known;
    const replaced = free.shift();
    return replaced ? { ...replaced, text: line } : { id: newId("b"), text: line };
  });
}
