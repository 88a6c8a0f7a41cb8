import { Textarea } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import type { Application } from "../../api/types";
import { useAnnotateApplication } from "../../resources/applications";
import classes from "./drawer.module.css";

const PAUSE = 900;
const LONGEST = 10_000;

/** Saves by itself when the typing pauses, and says so. What was typed stays where saving fails. */
export function Note({ application }: { application: Application }) {
  const [text, setText] = useState(application.note);
  const { mutate, isPending, isError, isSuccess, error } = useAnnotateApplication(application.id);
  const save = useDebouncedCallback((note: string) => mutate(note), {
    delay: PAUSE,
    flushOnUnmount: true,
  });
  const unsaved = text.trim() !== application.note.trim();
  const state =
    isPending || (unsaved && !isError) ? "Saving…" : isSuccess && !unsaved ? "Saved" : "";
  return (
    <div className={classes.note}>
      <Textarea
        label="Note"
        placeholder="Who you talked to, what to ask, when to call"
        autosize
        minRows={4}
        maxRows={14}
        maxLength={LONGEST}
        value={text}
        error={isError && `Not saved: ${error.message}`}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          save(currentTarget.value);
        }}
        onBlur={() => save.flush()}
      />
      <p className={classes.saved} role="status">
        {state}
      </p>
    </div>
  );
}
