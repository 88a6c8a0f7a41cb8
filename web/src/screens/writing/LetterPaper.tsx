import { Alert, Button, Group } from "@mantine/core";
import type { Generation } from "../../api/types";
import { SaveState } from "./SaveState";
import { useAutosave } from "./useAutosave";
import classes from "./writing.module.css";

/** A letter to be edited as one text, saved by itself; a resume that came to no end is only shown. */
export function LetterPaper({ document }: { document: Generation }) {
  const editable = document.kind === "cover_letter" && document.text !== "";
  const draft = useAutosave(document);
  if (!editable)
    return (
      <article className={classes.paper}>
        <div className={classes.growing}>{document.text || "Nothing was written."}</div>
      </article>
    );
  return (
    <>
      {draft.state === "stale" && (
        <Alert color="yellow" title="This letter was changed in another window">
          <Group gap="xs" mt="xs">
            <Button size="xs" onClick={draft.keepMine}>
              Keep mine
            </Button>
            <Button size="xs" variant="default" onClick={draft.takeTheirs}>
              Take the other
            </Button>
          </Group>
        </Alert>
      )}
      <article className={classes.paper}>
        <SaveState draft={draft} />
        <div className={classes.sheet} data-text={`${draft.text}\n`}>
          <textarea
            aria-label="The letter"
            className={classes.letter}
            value={draft.text}
            spellCheck
            lang={document.language}
            onChange={(event) => draft.write(event.currentTarget.value)}
          />
        </div>
      </article>
    </>
  );
}
