import type { Stage } from "../api/types";
import classes from "./stage.module.css";
import { STAGE } from "./stages";

export function StageBadge({ stage }: { stage: Stage }) {
  const { name, tone } = STAGE[stage];
  return (
    <span className={classes.badge} data-tone={tone}>
      {name}
    </span>
  );
}
