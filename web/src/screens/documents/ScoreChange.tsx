import classes from "./documents.module.css";

/** The match before and after tailoring, on one line from 0 to 100. */
export function ScoreChange({ before, after }: { before: number; after: number }) {
  const gained = Math.round(after) - Math.round(before);
  const words = gained > 0 ? `+${gained}` : gained < 0 ? `−${-gained}` : "±0";
  const label = `Match ${Math.round(before)} before, ${Math.round(after)} after`;
  return (
    <div className={classes.score} role="img" aria-label={label} title={label}>
      <span className={classes.numbers}>
        {Math.round(before)} → <strong>{Math.round(after)}</strong>
        <em data-gained={gained > 0 || undefined}>{words}</em>
      </span>
      <svg width="112" height="8" aria-hidden>
        <rect className={classes.scale} x="0" y="2" width="112" height="4" rx="2" />
        <rect
          className={classes.change}
          x={at(Math.min(before, after))}
          y="2"
          width={Math.max(at(Math.max(before, after)) - at(Math.min(before, after)), 0)}
          height="4"
        />
        <circle className={classes.beforeDot} cx={at(before)} cy="4" r="3" />
        <circle className={classes.afterDot} cx={at(after)} cy="4" r="4" />
      </svg>
    </div>
  );
}

/** Pixels from the left; the dots stay inside. */
function at(score: number): number {
  return 4 + (score / 100) * 104;
}
