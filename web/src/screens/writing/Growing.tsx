import { Button, Progress } from "@mantine/core";
import { IconCheck, IconPlayerStopFilled } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { Generation } from "../../api/types";
import { complain } from "../../parts/telling";
import { useStop } from "../../resources/generations";
import classes from "./writing.module.css";

const STEPS = [
  { step: "read", name: "Read the posting" },
  { step: "match", name: "Match it with your profile" },
  { step: "choose", name: "Choose what answers it" },
  { step: "write", name: "Write" },
  { step: "check", name: "Check every fact" },
];

/** A document while it is being written. */
export function Growing({ document, name }: { document: Generation; name: string }) {
  const stop = useStop();
  const now = STEPS.findIndex(({ step }) => step === document.step);
  const doing = STEPS[now]?.name ?? "Waiting for a free writer";
  return (
    <div className={classes.desk}>
      <div className={classes.work}>
        <Paper text={document.text} />
      </div>
      <aside className={classes.tools} data-growing>
        <section className={classes.tool} aria-label={`Writing the ${name.toLowerCase()}`}>
          <div className={classes.toolHead}>
            <h2>Writing</h2>
            <span className="numbers">{document.percent} %</span>
          </div>
          <Progress
            value={Math.max(3, document.percent)}
            animated
            aria-label={`Writing the ${name.toLowerCase()}`}
          />
          <span className="mantine-sr-only" role="status" aria-label={doing} />
          <ol className={classes.steps}>
            {STEPS.map(({ step, name: what }, place) => (
              <li key={step} data-state={place < now ? "done" : place === now ? "now" : "later"}>
                <i aria-hidden>{place < now && <IconCheck size={11} stroke={3} />}</i>
                {what}
              </li>
            ))}
          </ol>
          {document.attempt > 1 && (
            <p className={classes.hint}>It was cut off and began again by itself.</p>
          )}
          <Button
            variant="default"
            fullWidth
            leftSection={<IconPlayerStopFilled size={14} aria-hidden />}
            loading={stop.isPending || stop.isSuccess}
            onClick={() => stop.mutate(document.id, { onError: complain })}
          >
            Stop
          </Button>
          <p className={classes.hint}>You may leave this page. It is here when you come back.</p>
        </section>
      </aside>
    </div>
  );
}

/** Follows the text while the reader is at its end, and stays where they are when they scroll back. */
function Paper({ text }: { text: string }) {
  const end = useRef<HTMLSpanElement>(null);
  const seen = useRef(true);
  useEffect(() => {
    const mark = end.current;
    if (!mark) return;
    const watch = new IntersectionObserver(([entry]) => {
      seen.current = entry?.isIntersecting ?? false;
    });
    watch.observe(mark);
    return () => watch.disconnect();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new piece may push the end out of sight
  useEffect(() => {
    if (seen.current) end.current?.scrollIntoView({ block: "nearest" });
  }, [text]);
  return (
    <article className={classes.paper} aria-busy="true" aria-label="The text so far">
      <div className={classes.growing}>
        {text || <span className={classes.hint}>The text will appear here.</span>}
        <span ref={end} className={classes.caret} aria-hidden />
      </div>
    </article>
  );
}
