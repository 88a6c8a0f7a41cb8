import { ActionIcon, Button } from "@mantine/core";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Profile, Resume } from "../../api/types";
import rows from "../../parts/rows.module.css";
import { span } from "../../parts/words";
import {
  type Entry,
  type EntrySection,
  entriesOf,
  headOf,
  linesOf,
  SECTIONS,
  textOf,
} from "../../resume/sections";
import { EntryEditor } from "./EntryEditor";
import classes from "./profile.module.css";
import { useSaving } from "./useSaving";

/** A list of the profile, such as the roles: read here, edited entry by entry. */
export function SectionCard({ section, profile }: { section: EntrySection; profile: Profile }) {
  const shape = SECTIONS[section];
  const entries = entriesOf(profile.resume, section);
  const saving = useSaving(profile);
  const [edited, setEdited] = useState<Entry>();
  const edit = (entry: Entry | undefined) => {
    setEdited(entry);
    saving.open();
  };
  const store = (after: Entry[]) => saving.save({ [section]: after } as unknown as Partial<Resume>);
  return (
    <section className={rows.panel} id={section} aria-label={shape.title}>
      <div className={classes.cardHead}>
        <h2>{shape.title}</h2>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => edit(undefined)}
        >
          Add
        </Button>
      </div>
      {entries.length === 0 ? (
        <p className={classes.none}>Nothing yet.</p>
      ) : (
        <ul className={classes.entries}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <EntryText entry={entry} section={section} />
              <ActionIcon
                aria-label={`Edit ${headOf(entry, section).title || shape.one}`}
                onClick={() => edit(entry)}
              >
                <IconPencil size={16} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {saving.opened && (
        <EntryEditor
          key={edited?.id ?? "new"}
          section={section}
          entry={edited}
          saving={saving}
          onSave={(entry) =>
            store(
              edited
                ? entries.map((one) => (one.id === edited.id ? entry : one))
                : [entry, ...entries],
            )
          }
          onDelete={edited && (() => store(entries.filter(({ id }) => id !== edited.id)))}
        />
      )}
    </section>
  );
}

function EntryText({ entry, section }: { entry: Entry; section: EntrySection }) {
  const { title, place } = headOf(entry, section);
  const when =
    textOf(entry, "start_date") || textOf(entry, "end_date")
      ? span(entry as never)
      : textOf(entry, "date_text") || textOf(entry, "date") || textOf(entry, "release_date");
  const about =
    textOf(entry, "summary") || textOf(entry, "description") || textOf(entry, "reference");
  return (
    <div className={classes.entry}>
      <h3>
        {title || "Untitled"}
        {place && <span> · {place}</span>}
      </h3>
      <p className={classes.when}>
        {[when, textOf(entry, "location")].filter(Boolean).join(" · ")}
      </p>
      {about && <p className={classes.about}>{about}</p>}
      {linesOf(entry).length > 0 && (
        <ul>
          {linesOf(entry).map((line) => (
            <li key={line.id}>{line.text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
