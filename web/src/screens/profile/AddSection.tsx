import { Button, Menu } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Profile, Resume } from "../../api/types";
import { type EntrySection, entriesOf, SECTIONS, type Section } from "../../resume/sections";
import { EntryEditor } from "./EntryEditor";
import { useSaving } from "./useSaving";

/** The sections that few have: the first entry makes one. */
export function AddSection({ profile, absent }: { profile: Profile; absent: Section[] }) {
  const saving = useSaving(profile);
  const [section, setSection] = useState<EntrySection>();
  const choices = absent.filter((one): one is EntrySection => one !== "skills");
  if (choices.length === 0) return null;
  return (
    <div>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />}>
            Add a section
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {choices.map((choice) => (
            <Menu.Item
              key={choice}
              onClick={() => {
                setSection(choice);
                saving.open();
              }}
            >
              {SECTIONS[choice].title}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {section && saving.opened && (
        <EntryEditor
          section={section}
          entry={undefined}
          saving={saving}
          onSave={(entry) =>
            saving.save({
              [section]: [entry, ...entriesOf(profile.resume, section)],
            } as unknown as Partial<Resume>)
          }
          onDelete={undefined}
        />
      )}
    </div>
  );
}
