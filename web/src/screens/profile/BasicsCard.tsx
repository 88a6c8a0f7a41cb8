import { Button, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPencil } from "@tabler/icons-react";
import type { Basics, Profile } from "../../api/types";
import rows from "../../parts/rows.module.css";
import { Editor } from "./Editor";
import classes from "./profile.module.css";
import { useSaving } from "./useSaving";

const LINES = [
  ["name", "Name"],
  ["label", "Headline"],
  ["email", "E-mail"],
  ["phone", "Phone"],
  ["url", "Website"],
] as const;
const PLACE = [
  ["city", "City"],
  ["region", "Region"],
  ["country_code", "Country code"],
] as const;

export function BasicsCard({ profile }: { profile: Profile }) {
  const saving = useSaving(profile);
  const { basics } = profile.resume;
  const contacts = [
    basics.email,
    basics.phone,
    placeOf(basics),
    basics.url,
    ...basics.profiles.map(({ url, username, network }) => url ?? username ?? network),
  ].filter(Boolean);
  return (
    <section className={rows.panel} id="basics" aria-label="About you">
      <div className={classes.cardHead}>
        <div>
          <h2 className={classes.name}>{basics.name || "Your name"}</h2>
          {basics.label && <p>{basics.label}</p>}
        </div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPencil size={14} aria-hidden />}
          onClick={saving.open}
        >
          Edit
        </Button>
      </div>
      <p className={classes.contacts}>{contacts.join(" · ") || "No contact yet"}</p>
      {basics.summary && <p className={classes.summary}>{basics.summary}</p>}
      {saving.opened && <BasicsEditor basics={basics} saving={saving} />}
    </section>
  );
}

function BasicsEditor({
  basics,
  saving,
}: {
  basics: Basics;
  saving: ReturnType<typeof useSaving>;
}) {
  const form = useForm({
    mode: "uncontrolled",
    initialValues: {
      name: basics.name ?? "",
      label: basics.label ?? "",
      email: basics.email ?? "",
      phone: basics.phone ?? "",
      url: basics.url ?? "",
      summary: basics.summary ?? "",
      city: basics.location?.city ?? "",
      region: basics.location?.region ?? "",
      country_code: basics.location?.country_code ?? "",
      links: basics.profiles.map(({ url, username }) => url ?? username ?? "").join("\n"),
    },
  });
  const submit = form.onSubmit((given) => saving.save({ basics: merged(basics, given) }));
  return (
    <Editor title="About you" saving={saving} onSubmit={submit}>
      {LINES.map(([name, label]) => (
        <TextInput key={form.key(name)} label={label} {...form.getInputProps(name)} />
      ))}
      <div className={classes.three}>
        {PLACE.map(([name, label]) => (
          <TextInput key={form.key(name)} label={label} {...form.getInputProps(name)} />
        ))}
      </div>
      <Textarea
        label="Links"
        description="One a line: LinkedIn, GitHub and the like."
        autosize
        minRows={2}
        key={form.key("links")}
        {...form.getInputProps("links")}
      />
      <Textarea
        label="Summary"
        description="A few sentences on what you do best. It may stay empty."
        autosize
        minRows={4}
        key={form.key("summary")}
        {...form.getInputProps("summary")}
      />
    </Editor>
  );
}

type Given = Record<
  (typeof LINES)[number][0] | (typeof PLACE)[number][0] | "summary" | "links",
  string
>;

function merged(basics: Basics, given: Given): Basics {
  const { city, region, country_code, links, ...texts } = given;
  const place = { city: said(city), region: said(region), country_code: said(country_code) };
  const located = basics.location !== null || Object.values(place).some(Boolean);
  const nowhere = { address: null, postal_code: null, extra: {} };
  return {
    ...basics,
    ...(Object.fromEntries(
      Object.entries(texts).map(([name, value]) => [name, said(value)]),
    ) as Partial<Basics>),
    location: located ? { ...nowhere, ...basics.location, ...place } : null,
    profiles: links
      .split("\n")
      .map((link) => link.trim())
      .filter(Boolean)
      .map((link) => profileOf(basics, link)),
  };
}

function profileOf(basics: Basics, link: string): Basics["profiles"][number] {
  const known = basics.profiles.find(({ url, username }) => (url ?? username) === link);
  return known ?? { network: networkOf(link), username: null, url: link, extra: {} };
}

function networkOf(link: string): string | null {
  const host = /^(?:https?:\/\/)?(?:www\.)?([^/]+)/.exec(link)?.[1] ?? "";
  const known: Record<string, string> = { "github.com": "GitHub", "linkedin.com": "LinkedIn" };
  return known[host] ?? (host || null);
}

function placeOf({ location }: Basics): string {
  return [location?.city, location?.region, location?.country_code].filter(Boolean).join(", ");
}

function said(text: string): string | null {
  return text.trim() || null;
}
