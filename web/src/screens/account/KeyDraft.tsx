import { Alert, Button, Checkbox, Group, Modal, Select, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import type { NewApiKey, Scope } from "../../api/types";
import { useMakeKey } from "../../resources/keys";
import { pointOut } from "../sign-in/entering";
import classes from "./account.module.css";

const SUBJECTS: { name: string; read: Scope; write: Scope }[] = [
  { name: "Profile", read: "profile:read", write: "profile:write" },
  { name: "Resume files", read: "resumes:read", write: "resumes:write" },
  { name: "Jobs", read: "jobs:read", write: "jobs:write" },
  { name: "Applications", read: "applications:read", write: "applications:write" },
  { name: "Documents", read: "documents:read", write: "documents:write" },
  { name: "Your name", read: "account:read", write: "account:write" },
];

const LIVES = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: "", label: "Until I delete it" },
];

const DAY = 86_400_000;

interface KeyDraftProps {
  opened: boolean;
  close: () => void;
  made: (key: NewApiKey) => void;
}

export function KeyDraft({ opened, close, made }: KeyDraftProps) {
  return (
    <Modal opened={opened} onClose={close} title="Make an API key" size={500}>
      {opened && <Form close={close} made={made} />}
    </Modal>
  );
}

function Form({ close, made }: Omit<KeyDraftProps, "opened">) {
  const make = useMakeKey();
  const form = useForm({
    initialValues: { name: "", scopes: [] as Scope[], days: "90" },
    validate: {
      name: isNotEmpty("Name the key, after the program that will use it."),
      scopes: (scopes) => (scopes.length === 0 ? "Choose something that it may do." : null),
    },
  });
  const submit = form.onSubmit(({ name, scopes, days }) => {
    const expires_at = days ? new Date(Date.now() + Number(days) * DAY).toISOString() : null;
    make.mutate(
      { name, scopes, expires_at },
      {
        onSuccess: (key) => {
          made(key);
          close();
        },
        onError: (problem) => pointOut(form, problem),
      },
    );
  });
  return (
    <form onSubmit={submit} className={classes.steps} noValidate>
      {make.isError && make.error.errors.length === 0 && (
        <Alert color="red" role="alert">
          {make.error.message}
        </Alert>
      )}
      <TextInput
        label="Name"
        placeholder="Nightly export"
        maxLength={100}
        data-autofocus
        {...form.getInputProps("name")}
      />
      <Checkbox.Group label="It may" {...form.getInputProps("scopes")}>
        <div className={classes.scopes}>
          {SUBJECTS.map(({ name, read, write }) => (
            <div key={name} className={classes.scope}>
              <span>{name}</span>
              <Checkbox value={read} label="read" aria-label={`Read: ${name}`} />
              <Checkbox value={write} label="change" aria-label={`Change: ${name}`} />
            </div>
          ))}
        </div>
      </Checkbox.Group>
      <Select
        label="It works for"
        data={LIVES}
        allowDeselect={false}
        {...form.getInputProps("days")}
      />
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" loading={make.isPending}>
          Make it
        </Button>
      </Group>
    </form>
  );
}
