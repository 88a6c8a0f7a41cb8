import { Alert, Button, Checkbox, Group, SegmentedControl, Textarea } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { Link } from "react-router";
import type { Generation, GenerationDraft, GenerationKind, Job } from "../../api/types";
import rows from "../../parts/rows.module.css";
import { complain } from "../../parts/telling";
import { useWrite } from "../../resources/generations";
import classes from "./writing.module.css";

const TONES: { value: GenerationDraft["tone"]; label: string }[] = [
  { value: "plain", label: "Plain" },
  { value: "warm", label: "Warm" },
  { value: "formal", label: "Formal" },
];
const LENGTHS: { value: GenerationDraft["length"]; label: string }[] = [
  { value: "short", label: "Short" },
  { value: "standard", label: "Standard" },
];

interface StartProps {
  job: Job;
  kind: GenerationKind;
  /** What is there already for this job, in the other kind. */
  other: Generation | undefined;
}

/** Before anything was written: how it should be, and the button. */
export function Start({ job, kind, other }: StartProps) {
  const [tone, setTone] = useState<GenerationDraft["tone"]>("plain");
  const [length, setLength] = useState<GenerationDraft["length"]>("standard");
  const [instructions, setInstructions] = useState("");
  const [both, setBoth] = useState(!other);
  const write = useWrite();
  const beside = useWrite();
  const letter = kind === "cover_letter" || both;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const draft = { job_id: job.id, tone, length, instructions: instructions.trim() };
    const template = other?.template ?? "modern";
    write.mutate({ ...draft, kind, template });
    if (both && !other) {
      const second = kind === "resume" ? "cover_letter" : "resume";
      beside.mutate({ ...draft, kind: second, template }, { onError: complain });
    }
  };
  return (
    <form className={`${rows.panel} ${classes.start}`} onSubmit={submit}>
      <div>
        <h2>{kind === "resume" ? "A resume for this job" : "A letter for this job"}</h2>
        <p className={classes.hint}>
          {kind === "resume"
            ? "Your profile, ordered and worded for this posting. You see every change and can take it back."
            : "Made of lines of your profile that answer the posting. Nothing in it is invented."}
        </p>
      </div>
      {write.isError && (
        <Alert color="red" role="alert">
          {write.error.message}{" "}
          {write.error.type === "profile_empty" && <Link to="/profile">Bring your resume</Link>}
        </Alert>
      )}
      {letter && (
        <Group gap="xl">
          <Choice name="Tone of the letter">
            <SegmentedControl
              aria-label="Tone of the letter"
              data={TONES}
              value={tone}
              onChange={setTone}
            />
          </Choice>
          <Choice name="Length">
            <SegmentedControl
              aria-label="Length"
              data={LENGTHS}
              value={length}
              onChange={setLength}
            />
          </Choice>
        </Group>
      )}
      <Textarea
        label="Anything to keep in mind?"
        description="Such as: mention that I can start in May."
        autosize
        minRows={2}
        maxLength={1000}
        value={instructions}
        onChange={(event) => setInstructions(event.currentTarget.value)}
      />
      {!other && (
        <Checkbox
          checked={both}
          onChange={(event) => setBoth(event.currentTarget.checked)}
          label={kind === "resume" ? "Write a cover letter as well" : "Write a resume as well"}
        />
      )}
      <div>
        <Button
          type="submit"
          size="md"
          loading={write.isPending}
          leftSection={<IconSparkles size={17} aria-hidden />}
        >
          Write
        </Button>
      </div>
    </form>
  );
}

function Choice({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <div className={classes.choice}>{name}</div>
      {children}
    </div>
  );
}
