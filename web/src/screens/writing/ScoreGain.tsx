import type { Generation } from "../../api/types";
import classes from "./writing.module.css";

/** The match of the profile, and of what was written from it. */
export function ScoreGain({ document }: { document: Generation }) {
  const { score_before: before, score_after: after } = document;
  if (before === null || document.kind !== "resume") return null;
  return (
    <section className={classes.tool} aria-labelledby="gain">
      <h2 id="gain">Match with the posting</h2>
      <dl className={classes.gain}>
        <Bar name="Your profile" value={before} />
        {after !== null && <Bar name="This resume" value={after} strong />}
      </dl>
    </section>
  );
}

function Bar({ name, value, strong = false }: { name: string; value: number; strong?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="numbers">{Math.round(value * 10) / 10}</dd>
      <span className={classes.track} aria-hidden>
        <span data-strong={strong} style={{ width: `${value}%` }} />
      </span>
    </div>
  );
}
