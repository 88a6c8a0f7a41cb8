import type { Stage } from "../api/types";
import { STAGE } from "./stages";
import { Tag } from "./Tag";

export function StageBadge({ stage }: { stage: Stage }) {
  const { name, tone } = STAGE[stage];
  return <Tag tone={tone}>{name}</Tag>;
}
