import { Button } from "@mantine/core";
import type { Job, Requirement } from "../../api/types";
import rows from "../../parts/rows.module.css";
import { count } from "../../parts/words";
import type { PostingStatus } from "../../resources/postings";
import classes from "./postings.module.css";
import { STEPS } from "./statuses";

interface AsideProps {
  job: Job | undefined;
  status: PostingStatus;
  busy: boolean;
  /** Saves what is typed and moves the posting there. */
  go: (to: PostingStatus) => void;
}

export function PostingAside({ job, status, busy, go }: AsideProps) {
  return (
    <aside className={classes.aside} aria-label="About this posting">
      {job && status !== "draft" && (
        <section className={rows.panel}>
          <h2>Status</h2>
          <div className={classes.steps}>
            {STEPS[status].map(({ to, name }) => (
              <Button key={to} variant="default" disabled={busy} onClick={() => go(to)}>
                {name}
              </Button>
            ))}
          </div>
        </section>
      )}
      <section className={rows.panel}>
        <h2>What is read from it</h2>
        {job ? (
          <Found job={job} />
        ) : (
          <p>After saving, you see here what candidates are matched by.</p>
        )}
      </section>
    </aside>
  );
}

function Found({ job }: { job: Job }) {
  const required = wordings(job.requirements.filter(({ must }) => must !== "preferred"));
  const preferred = wordings(job.requirements.filter(({ must }) => must === "preferred"));
  if (job.requirements.length === 0)
    return (
      <p>
        No requirement was found. Write what you ask for as a list under a heading such as
        “Requirements”.
      </p>
    );
  return (
    <>
      {job.completeness !== "full" && (
        <p>The text is short, so a match with it is only provisional.</p>
      )}
      <Asked name={count(required.length, "requirement")} asked={required} />
      <Asked name={`${preferred.length} nice to have`} asked={preferred} />
    </>
  );
}

function Asked({ name, asked }: { name: string; asked: string[] }) {
  if (asked.length === 0) return null;
  return (
    <>
      <h3>{name}</h3>
      <ul>
        {asked.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}

/** One line may ask for several things; it is shown once. */
function wordings(requirements: Requirement[]): string[] {
  return [...new Set(requirements.map(({ text }) => text))];
}
