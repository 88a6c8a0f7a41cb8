import { Alert, Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { Generation } from "../../api/types";
import { useRevise } from "../../resources/generations";
import classes from "./writing.module.css";

/** Writes a new one with an instruction; this one stays. */
export function WriteAgain({ document, show }: { document: Generation; show: () => void }) {
  const [instruction, setInstruction] = useState("");
  const revise = useRevise(document.id);
  return (
    <section className={classes.tool} aria-labelledby="again">
      <h2 id="again">Write again</h2>
      {revise.isError && (
        <Alert color="red" role="alert">
          {revise.error.message}
        </Alert>
      )}
      <Textarea
        label="What should be different?"
        placeholder="Shorter, and lead with the data work."
        autosize
        minRows={2}
        maxLength={1000}
        value={instruction}
        onChange={(event) => setInstruction(event.currentTarget.value)}
      />
      <div>
        <Button
          size="xs"
          variant="default"
          disabled={!instruction.trim()}
          loading={revise.isPending}
          onClick={() => revise.mutate(instruction.trim(), { onSuccess: show })}
        >
          Write again
        </Button>
      </div>
      <p className={classes.hint}>This one is kept.</p>
    </section>
  );
}
