import { Progress } from "@mantine/core";
import type { Import } from "../../api/types";
import rows from "../../parts/rows.module.css";
import classes from "./review.module.css";

const STEPS: Record<string, string> = {
  "": "Waiting for a free reader",
  read: "Reading the pages, their columns and headings",
  skills: "Recognising skills",
  done: "Done",
};

export function ReadingProgress({ reading }: { reading: Import }) {
  const step = STEPS[reading.step] ?? reading.step;
  return (
    <section className={`${rows.panel} ${classes.progress}`} aria-live="polite">
      <h2>Reading your file</h2>
      <Progress value={Math.max(4, reading.percent)} animated aria-label="Reading your file" />
      <p>
        <span>{step}…</span>
        <span className="numbers">{reading.percent} %</span>
      </p>
      <p className={classes.hint}>You may leave this page; the reading goes on.</p>
    </section>
  );
}
