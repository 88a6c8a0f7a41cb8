import type { Job } from "../../api/types";
import { Confidence } from "../../parts/Confidence";
import classes from "./job.module.css";

/** A field's name, and how sure the reader is of it. */
export function FieldLabel({ text, field, job }: { text: string; field: string; job: Job }) {
  const confidence = job.confidence[field];
  return (
    <span className={classes.labelLine}>
      {text}
      {job.status === "draft" && confidence !== undefined && <Confidence value={confidence} />}
    </span>
  );
}
