import type { Score as Scored } from "../api/types";
import classes from "./score.module.css";

export const BAND: Record<
  Scored["band"],
  { name: string; tone: "good" | "fair" | "bad" | "quiet" }
> = {
  strong: { name: "Strong match", tone: "good" },
  good: { name: "Good match", tone: "good" },
  partial: { name: "Partial match", tone: "fair" },
  weak: { name: "Weak match", tone: "bad" },
  none: { name: "Not enough to say", tone: "quiet" },
};

const RADIUS = 42;
const AROUND = 2 * Math.PI * RADIUS;

/** A score out of 100 as a ring; without a value it says so instead of showing a nought. */
export function ScoreRing({
  score,
  size = 112,
}: {
  score: Pick<Scored, "value" | "band">;
  size?: number;
}) {
  const value = score.value;
  const label = value === null ? "No score" : `${value} of 100`;
  return (
    <svg
      className={classes.ring}
      data-tone={BAND[score.band].tone}
      width={size}
      height={size}
      viewBox="0 0 100 100"
      role="img"
      aria-label={label}
    >
      <circle className={classes.track} cx="50" cy="50" r={RADIUS} />
      {value !== null && (
        <circle
          className={classes.arc}
          cx="50"
          cy="50"
          r={RADIUS}
          strokeDasharray={`${(AROUND * value) / 100} ${AROUND}`}
          transform="rotate(-90 50 50)"
        />
      )}
      <text x="50" y="57" textAnchor="middle">
        {value === null ? "–" : Math.round(value)}
      </text>
    </svg>
  );
}

/** How a part did: its share of the points that it could bring. */
export function PartBar({ value }: { value: number }) {
  const tone = value >= 0.7 ? "good" : value >= 0.35 ? "fair" : "bad";
  return (
    <span className={classes.bar} aria-hidden>
      <span data-tone={tone} style={{ width: `${Math.max(2, value * 100)}%` }} />
    </span>
  );
}
