import { Alert, Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Generation } from "../../api/types";
import { complain } from "../../parts/telling";
import { useWrite } from "../../resources/generations";
import { isOpen } from "../../resources/growing";
import { Changes } from "./Changes";
import { Download } from "./Download";
import { Growing } from "./Growing";
import { LetterPaper } from "./LetterPaper";
import { Questions } from "./Questions";
import { Refusals } from "./Refusals";
import { ResumePaper } from "./ResumePaper";
import { ScoreGain } from "./ScoreGain";
import { WriteAgain } from "./WriteAgain";
import classes from "./writing.module.css";

interface DeskProps {
  document: Generation;
  name: string;
  /** Puts the newest document on the desk. */
  show: () => void;
}

/** One document: growing, or done and to be worked on. */
export function Desk({ document, name, show }: DeskProps) {
  useTopWhenDone(isOpen(document));
  if (isOpen(document)) return <Growing document={document} name={name} />;
  const whole = document.status === "completed";
  const partial = document.kind === "cover_letter" && document.text !== "";
  return (
    <div className={classes.desk}>
      <div className={classes.work}>
        {!whole && <Ended document={document} show={show} />}
        {document.kind === "resume" && document.resume && whole ? (
          <ResumePaper document={document} resume={document.resume} />
        ) : (
          <LetterPaper key={document.id} document={document} />
        )}
      </div>
      <aside className={classes.tools}>
        {(whole || partial) && <Download document={document} />}
        <ScoreGain document={document} />
        <Changes document={document} />
        <Questions document={document} />
        <Refusals document={document} />
        <WriteAgain document={document} show={show} />
      </aside>
    </div>
  );
}

/** Following the text led down the page; what is there now is read from its top. */
function useTopWhenDone(open: boolean): void {
  const before = useRef(open);
  useEffect(() => {
    if (before.current && !open) window.scrollTo(0, 0);
    before.current = open;
  }, [open]);
}

function Ended({ document, show }: Pick<DeskProps, "document" | "show">) {
  const write = useWrite();
  const { kind, tone, length, instructions, template, job } = document;
  const failed = document.status === "failed";
  return (
    <Alert
      color={failed ? "red" : "gray"}
      title={failed ? "This could not be written to its end" : "You stopped the writing"}
    >
      {failed
        ? (document.problem?.detail ?? "Try again in a moment.")
        : "What was written so far is kept here."}
      <Button
        mt="sm"
        size="xs"
        variant="default"
        display="block"
        loading={write.isPending}
        onClick={() =>
          write.mutate(
            { kind, tone, length, instructions, template, job_id: job.id },
            { onSuccess: show, onError: complain },
          )
        }
      >
        Try again
      </Button>
    </Alert>
  );
}
