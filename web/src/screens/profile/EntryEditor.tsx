import { Checkbox, TagsInput, Textarea, TextInput } from "@mantine/core";
import { type UseFormReturnType, useForm } from "@mantine/form";
import { type Entry, type EntrySection, type Field, SECTIONS } from "../../resume/sections";
import { Editor } from "./Editor";
import { type EntryForm, fromForm, toForm } from "./entryForm";
import classes from "./profile.module.css";
import type { useSaving } from "./useSaving";

interface EntryEditorProps {
  section: EntrySection;
  entry: Entry | undefined;
  saving: ReturnType<typeof useSaving>;
  onSave: (entry: Entry) => void;
  onDelete: (() => void) | undefined;
}

const DATE = /^(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?$/;

export function EntryEditor({ section, entry, saving, onSave, onDelete }: EntryEditorProps) {
  const shape = SECTIONS[section];
  const form = useForm<EntryForm>({
    mode: "uncontrolled",
    initialValues: toForm(section, entry),
    validate: Object.fromEntries(
      shape.fields
        .filter(({ kind }) => kind === "date")
        .map(({ name }) => [
          name,
          (value: unknown) =>
            DATE.test(String(value).trim()) ? null : "Write 2021, 2021-03 or 2021-03-14.",
        ]),
    ),
  });
  const submit = form.onSubmit((given) => onSave(fromForm(section, entry, given)));
  const dates = shape.fields.filter(({ kind }) => kind === "date");
  return (
    <Editor
      title={entry ? `Edit ${shape.one}` : `New ${shape.one}`}
      saving={saving}
      onSubmit={submit}
      onDelete={onDelete}
    >
      {shape.fields.map((field) =>
        field === dates[0] ? (
          <div key={field.name} className={classes.two}>
            {dates.map((one) => (
              <FieldInput key={one.name} field={one} form={form} />
            ))}
          </div>
        ) : (
          field.kind !== "date" && <FieldInput key={field.name} field={field} form={form} />
        ),
      )}
      {shape.lines && (
        <Textarea
          label="What you did"
          description="One line each. Say what you did and what came of it, with numbers where you have them."
          autosize
          minRows={5}
          key={form.key("lines")}
          {...form.getInputProps("lines")}
        />
      )}
    </Editor>
  );
}

function FieldInput({ field, form }: { field: Field; form: UseFormReturnType<EntryForm> }) {
  const { name, label, kind } = field;
  const key = form.key(name);
  switch (kind) {
    case "yes":
      return (
        <Checkbox key={key} label={label} {...form.getInputProps(name, { type: "checkbox" })} />
      );
    case "words":
      return <TagsInput key={key} label={label} {...form.getInputProps(name)} />;
    case "text":
      return (
        <Textarea key={key} label={label} autosize minRows={3} {...form.getInputProps(name)} />
      );
    case "date":
      return (
        <TextInput key={key} label={label} placeholder="2021-03" {...form.getInputProps(name)} />
      );
    case "line":
      return <TextInput key={key} label={label} {...form.getInputProps(name)} />;
  }
}
