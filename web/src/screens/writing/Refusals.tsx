import type { Generation } from "../../api/types";
import classes from "./writing.module.css";

/** What the writer tried and the check of facts did not let through. */
export function Refusals({ document }: { document: Generation }) {
  if (document.refusals.length === 0) return null;
  return (
    <section className={classes.tool} aria-labelledby="refusals">
      <h2 id="refusals">Left out by the fact check</h2>
      <ul className={classes.list}>
        {document.refusals.map((refusal, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the refusals of a document never change
          <li key={place}>
            <p>
              <mark className={classes.refused}>{refusal.text}</mark>
            </p>
            <p className={classes.hint}>{refusal.reason}</p>
            {refusal.question && <p>{refusal.question}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
