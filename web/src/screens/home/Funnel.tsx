import type { Stage } from "../../api/types";
import { CLOSED_STAGES, OPEN_STAGES, STAGE } from "../../parts/stages";
import classes from "./home.module.css";

/** How many stand where; the length of a bar compares the stages. */
export function Funnel({ stages }: { stages: Partial<Record<Stage, number>> }) {
  const most = Math.max(1, ...Object.values(stages));
  return (
    <>
      <dl className={classes.funnel}>
        {OPEN_STAGES.map((stage) => (
          <Bar key={stage} stage={stage} number={stages[stage] ?? 0} most={most} />
        ))}
      </dl>
      <dl className={`${classes.funnel} ${classes.ends}`}>
        {CLOSED_STAGES.map((stage) => (
          <Bar key={stage} stage={stage} number={stages[stage] ?? 0} most={most} />
        ))}
      </dl>
    </>
  );
}

function Bar({ stage, number, most }: { stage: Stage; number: number; most: number }) {
  const { name, tone } = STAGE[stage];
  return (
    <div className={classes.stage}>
      <dt>{name}</dt>
      <dd>
        <span className={classes.track} aria-hidden>
          <span data-tone={tone} style={{ width: `${(100 * number) / most}%` }} />
        </span>
        <span className="numbers">{number}</span>
      </dd>
    </div>
  );
}
