import { Button, TagsInput, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPencil } from "@tabler/icons-react";
import type { Profile, Resume } from "../../api/types";
import rows from "../../parts/rows.module.css";
import { newId } from "../../resume/sections";
import { Editor } from "./Editor";
import classes from "./profile.module.css";
import { useSaving } from "./useSaving";

type Groups = Resume["skills"];

export function SkillsCard({ profile }: { profile: Profile }) {
  const groups = profile.resume.skills;
  const saving = useSaving(profile);
  return (
    <section className={rows.panel} id="skills" aria-label="Skills">
      <div className={classes.cardHead}>
        <h2>Skills</h2>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPencil size={14} aria-hidden />}
          onClick={saving.open}
        >
          Edit
        </Button>
      </div>
      {groups.length === 0 ? (
        <p className={classes.none}>Nothing yet.</p>
      ) : (
        <dl className={classes.skills}>
          {groups.map((group) => (
            <div key={group.id}>
              {group.name && <dt>{group.name}</dt>}
              <dd>
                {group.keywords.map((keyword) => (
                  <span
                    key={keyword.id}
                    className={classes.skill}
                    data-shown={keyword.evidence_ids.length > 0}
                    title={keyword.evidence_ids.length > 0 ? "Shown in your work" : "Listed only"}
                  >
                    {keyword.text}
                  </span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {groups.length > 0 && (
        <Text size="xs" c="dimmed" mt={12}>
          A dot marks skills that your work shows. They weigh more than those that are only listed.
        </Text>
      )}
      {saving.opened && <SkillsEditor groups={groups} saving={saving} />}
    </section>
  );
}

function SkillsEditor({
  groups,
  saving,
}: {
  groups: Groups;
  saving: ReturnType<typeof useSaving>;
}) {
  const form = useForm({
    mode: "uncontrolled",
    initialValues: {
      groups: (groups.length > 0 ? groups : [emptyGroup()]).map((group) => ({
        id: group.id,
        name: group.name ?? "",
        words: group.keywords.map(({ text }) => text),
      })),
    },
  });
  const submit = form.onSubmit((given) =>
    saving.save({
      skills: given.groups
        .filter(({ name, words }) => name.trim() || words.length > 0)
        .map((one) => {
          const before = groups.find(({ id }) => id === one.id) ?? emptyGroup();
          return {
            ...before,
            id: one.id,
            name: one.name.trim() || null,
            keywords: one.words.map((text) => keywordOf(before, text)),
          };
        }),
    }),
  );
  return (
    <Editor title="Skills" saving={saving} onSubmit={submit}>
      {form.getValues().groups.map((group, place) => (
        <div key={group.id} className={classes.group}>
          <TextInput
            label="Group"
            placeholder="Languages, Tools …"
            key={form.key(`groups.${place}.name`)}
            {...form.getInputProps(`groups.${place}.name`)}
          />
          <TagsInput
            label="Skills"
            description="Press Enter after each."
            key={form.key(`groups.${place}.words`)}
            {...form.getInputProps(`groups.${place}.words`)}
          />
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          onClick={() => form.insertListItem("groups", { id: newId("s"), name: "", words: [] })}
        >
          Add a group
        </Button>
      </div>
    </Editor>
  );
}

function emptyGroup(): Groups[number] {
  return { id: newId("s"), name: null, level: null, keywords: [], extra: {} };
}

function keywordOf(group: Groups[number], text: string): Groups[number]["keywords"][number] {
  return (
    group.keywords.find((keyword) => keyword.text === text) ?? {
      id: newId("k"),
      text,
      skill_id: null,
      level: null,
      evidence_ids: [],
    }
  );
}
