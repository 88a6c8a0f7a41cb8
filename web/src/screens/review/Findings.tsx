import type { Reading } from "../../api/types";
import { Quote } from "../../parts/Quote";
import rows from "../../parts/rows.module.css";
import { count } from "../../parts/words";
import classes from "./review.module.css";

/** What software or people will stumble over in the file, and what to do about it. */
export function Findings({ reading }: { reading: Reading }) {
  const { stats, findings } = reading;
  const facts = [
    stats.pages > 0 && count(stats.pages, "page"),
    count(stats.words, "word"),
    stats.columns > 1 && `${stats.columns} columns`,
  ].filter(Boolean);
  return (
    <section className={rows.panel} aria-labelledby="findings">
      <h2 id="findings">About the file</h2>
      <p className={classes.hint}>{facts.join(" · ")}</p>
      {findings.length === 0 ? (
        <p className={classes.hint}>Nothing in it should trouble software that reads resumes.</p>
      ) : (
        <ul className={classes.findings}>
          {findings.map((finding, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the findings of a reading never change
            <li key={place} data-severity={finding.severity}>
              <p>{finding.fix}</p>
              {finding.quote && (
                <Quote from={finding.page ? `Page ${finding.page}` : undefined}>
                  {finding.quote}
                </Quote>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
