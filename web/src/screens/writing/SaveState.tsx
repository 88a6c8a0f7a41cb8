import { Anchor } from "@mantine/core";
import type { Draft } from "./useAutosave";
import classes from "./writing.module.css";

const WORDS: Record<Draft["state"], string> = {
  saved: "Saved",
  typing: "Not saved yet",
  saving: "Saving…",
  failed: "Not saved.",
  stale: "Not saved.",
};

export function SaveState({ draft }: { draft: Draft }) {
  return (
    <p className={classes.saved} role="status" data-bad={draft.state === "failed"}>
      {WORDS[draft.state]}
      {draft.state === "failed" && (
        <>
          {" "}
          {draft.problem}{" "}
          <Anchor component="button" type="button" inherit onClick={draft.again}>
            Try again
          </Anchor>
        </>
      )}
    </p>
  );
}
