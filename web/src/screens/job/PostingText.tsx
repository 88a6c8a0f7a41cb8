import { Badge } from "@mantine/core";
import type { Job, Requirement } from "../../api/types";
import { Markdown } from "../../parts/Markdown";
import rows from "../../parts/rows.module.css";
import classes from "./job.module.css";

const MUST = { required: "Required", preferred: "Nice to have", unmarked: "" } as const;

export function PostingText({ job }: { job: Job }) {
  return (
    <div className={classes.posting}>
      <article className={rows.panel}>
        <Markdown text={job.text} />
      </article>
      {job.requirements.length > 0 && (
        <aside className={rows.panel}>
          <h2>What it asks for</h2>
          <ul className={classes.asked}>
            {distinct(job.requirements).map((requirement) => (
              <li key={requirement.id}>
                {requirement.text}
                {MUST[requirement.must] && (
                  <Badge ml={8} size="sm" color={requirement.must === "required" ? "iris" : "gray"}>
                    {MUST[requirement.must]}
                  </Badge>
                )}
              </li>
            ))}
          </ul>
        </aside>
      )}
    </div>
  );
}

/** One line of a posting may ask for several things; it is shown once. */
function distinct(requirements: Requirement[]): Requirement[] {
  return [...new Map(requirements.map((one) => [one.text, one])).values()];
}
