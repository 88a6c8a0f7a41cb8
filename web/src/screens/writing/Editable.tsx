import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { Edits } from "./ResumePaper";
import classes from "./writing.module.css";

interface EditableProps {
  path: string;
  label: string;
  value: string;
  edits: Edits;
}

/** A text that turns into a field when it is clicked; leaving the field saves, Escape does not. */
export function Editable({ path, label, value, edits }: EditableProps) {
  const [typed, setTyped] = useState<string>();
  if (typed === undefined)
    return (
      <button
        type="button"
        className={classes.editable}
        data-changed={edits.changed.has(path)}
        onClick={() => setTyped(value)}
      >
        {value}
      </button>
    );
  const finish = () => {
    const text = typed.trim();
    if (text && text !== value) edits.save(path, text);
    setTyped(undefined);
  };
  return (
    <Textarea
      aria-label={label}
      autosize
      autoFocus
      minRows={1}
      maxLength={5000}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === "Escape") setTyped(undefined);
        if (event.key === "Enter" && !event.shiftKey) {
          event.preventDefault();
          finish();
        }
      }}
    />
  );
}
