import type { FieldEvidence, Reading, Resume } from "../../api/types";
import {
  type Entry,
  entriesOf,
  type Field,
  headOf,
  linesOf,
  SECTION_NAMES,
  SECTIONS,
  type Section,
} from "../../resume/sections";

/** A field of the reading as the person sees it: what was found, where, and how surely. */
export interface Found {
  path: string;
  label: string;
  value: string;
  long: boolean;
  /** Lists are shown and taken whole; a text can be corrected. */
  editable: boolean;
  evidence: FieldEvidence | undefined;
}

/** What is taken or left as one: `path` is what the decision names. */
export interface Item {
  path: string;
  title: string;
  /** One field that is its own item. */
  alone: boolean;
  fields: Found[];
}

export interface Group {
  title: string;
  items: Item[];
}

const BASICS: { member: keyof Resume["basics"]; label: string }[] = [
  { member: "name", label: "Name" },
  { member: "label", label: "Headline" },
  { member: "email", label: "E-mail" },
  { member: "phone", label: "Phone" },
  { member: "url", label: "Website" },
  { member: "summary", label: "Summary" },
];

/** Everything that was found, in the order of a resume. */
export function groupsOf(reading: Reading): Group[] {
  const groups = [
    { title: "About you", items: basicsOf(reading) },
    ...SECTION_NAMES.map((section) => ({
      title: SECTIONS[section].title,
      items: entriesOf(reading.resume, section).map((entry) => itemOf(reading, section, entry)),
    })),
  ];
  return groups.filter(({ items }) => items.length > 0);
}

function basicsOf(reading: Reading): Item[] {
  const { basics } = reading.resume;
  const items: Item[] = BASICS.filter(({ member }) => basics[member]).map(({ member, label }) =>
    alone(found(reading, `/basics/${member}`, label, String(basics[member]), member === "summary")),
  );
  const place = basics.location;
  if (place) {
    const fields = (["address", "postal_code", "city", "region", "country_code"] as const)
      .filter((member) => place[member])
      .map((member) => ({
        ...found(reading, `/basics/location/${member}`, PLACE[member], place[member] ?? "", false),
        evidence:
          evidenceAt(reading, `/basics/location/${member}`) ??
          evidenceAt(reading, "/basics/location"),
      }));
    if (fields.length > 0)
      items.push({ path: "/basics/location", title: "Place", alone: false, fields });
  }
  if (basics.profiles.length > 0) {
    const value = basics.profiles
      .map(({ network, url, username }) => [network, url ?? username].filter(Boolean).join(": "))
      .join("\n");
    items.push(
      alone({ ...found(reading, "/basics/profiles", "Links", value, true), editable: false }),
    );
  }
  return items;
}

const PLACE = {
  address: "Address",
  postal_code: "Postal code",
  city: "City",
  region: "Region",
  country_code: "Country",
};

function itemOf(reading: Reading, section: Section, entry: Entry): Item {
  const path = `/${section}/${entry.id}`;
  const fields = SECTIONS[section].fields
    .map((field) => fieldOf(reading, path, entry, field))
    .filter((field) => field !== undefined);
  const member = section === "sections" ? "bullets" : "highlights";
  for (const [place, line] of linesOf(entry).entries())
    fields.push(
      found(reading, `${path}/${member}/${line.id}/text`, `Line ${place + 1}`, line.text, true),
    );
  if (section === "skills") {
    const keywords = (entry.keywords as { text: string }[]).map(({ text }) => text).join(", ");
    if (keywords)
      fields.push({
        ...found(reading, `${path}/keywords`, "Skills", keywords, true),
        editable: false,
      });
  }
  const { title, place } = headOf(entry, section);
  return {
    path,
    title: [title, place].filter(Boolean).join(", ") || SECTIONS[section].title,
    alone: false,
    fields,
  };
}

function fieldOf(reading: Reading, path: string, entry: Entry, field: Field): Found | undefined {
  const value = entry[field.name];
  const at = `${path}/${field.name}`;
  if (field.kind === "yes")
    return value
      ? { ...found(reading, at, field.label, "Yes", false), editable: false }
      : undefined;
  if (Array.isArray(value))
    return value.length > 0
      ? { ...found(reading, at, field.label, value.join(", "), false), editable: false }
      : undefined;
  return value ? found(reading, at, field.label, String(value), field.kind === "text") : undefined;
}

function found(reading: Reading, path: string, label: string, value: string, long: boolean): Found {
  return { path, label, value, long, editable: true, evidence: evidenceAt(reading, path) };
}

function alone(field: Found): Item {
  return { path: field.path, title: field.label, alone: true, fields: [field] };
}

function evidenceAt(reading: Reading, path: string): FieldEvidence | undefined {
  return reading.fields[path];
}

/** The lowest confidence among an item's fields: what the person should look at first. */
export function weakest(item: Item): number {
  return Math.min(1, ...item.fields.map(({ evidence }) => evidence?.confidence ?? 1));
}
