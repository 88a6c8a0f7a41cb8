import { Anchor } from "@mantine/core";
import type { Job } from "../../api/types";
import { EMPLOYMENT, partialDate, placeText, salaryText } from "../../parts/words";
import classes from "./job.module.css";

export function Facts({ job }: { job: Job }) {
  const facts = [
    job.company,
    placeText(job),
    job.employment_types.map((type) => EMPLOYMENT[type]).join(", "),
    salaryText(job.salary),
    job.posted_on && `posted ${partialDate(job.posted_on)}`,
    job.valid_through && `open until ${partialDate(job.valid_through)}`,
  ].filter(Boolean);
  return (
    <span className={classes.facts}>
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
      {job.source.url && (
        <Anchor href={job.source.url} target="_blank" rel="noreferrer noopener" inherit>
          Original posting
        </Anchor>
      )}
    </span>
  );
}
