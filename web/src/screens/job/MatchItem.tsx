import { Collapse, UnstyledButton } from "@mantine/core";
import { useDisclosure, useId } from "@mantine/hooks";
import {
  type Icon,
  IconChevronDown,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleHalf2,
  IconCircleX,
} from "@tabler/icons-react";
import type { ScoreItem, Verdict } from "../../api/types";
import { Quote } from "../../parts/Quote";
import classes from "./job.module.css";

const VERDICT: Record<Verdict, { name: string; icon: Icon }> = {
  met: { name: "Met", icon: IconCircleCheckFilled },
  partial: { name: "Partly", icon: IconCircleHalf2 },
  missing: { name: "Missing", icon: IconCircleX },
  unknown: { name: "Not known", icon: IconCircleDashed },
};

const HOW: Record<NonNullable<ScoreItem["how"]>, string> = {
  exact: "The same words",
  alias: "Another name of the same skill",
  stem: "Another form of the same word",
  sibling: "A closely related skill",
  meaning: "A similar meaning",
  listed: "Listed, but not shown in your work",
  finding: "Found while reading the file",
};

/** One requirement: what the posting says, what the resume says, and what that is worth. */
export function MatchItem({ item }: { item: ScoreItem }) {
  const [opened, { toggle }] = useDisclosure(false);
  const id = useId();
  const { name, icon: Picture } = VERDICT[item.verdict];
  const more = Boolean(item.quote || item.posting_quote || item.advice);
  return (
    <li className={classes.item} data-verdict={item.verdict}>
      <UnstyledButton
        className={classes.line}
        onClick={toggle}
        disabled={!more}
        aria-expanded={more ? opened : undefined}
        aria-controls={more ? id : undefined}
      >
        <Picture size={18} aria-hidden />
        <span className={classes.label}>{item.label}</span>
        <span className={classes.state}>
          {name}
          {item.points !== 0 && <b className="numbers">{signed(item.points)}</b>}
        </span>
        {more && (
          <IconChevronDown size={16} className={classes.chevron} data-opened={opened} aria-hidden />
        )}
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        <div className={classes.sides}>
          {item.posting_quote && <Quote from="The posting says">{item.posting_quote}</Quote>}
          {item.quote ? (
            <Quote from={`Your profile says${item.how ? ` · ${HOW[item.how]}` : ""}`}>
              {item.quote}
            </Quote>
          ) : (
            item.posting_quote && <p className={classes.none}>Your profile does not say this.</p>
          )}
          {item.advice && <p className={classes.advice}>{item.advice}</p>}
        </div>
      </Collapse>
    </li>
  );
}

function signed(points: number): string {
  const rounded = Math.round(points * 10) / 10;
  return rounded > 0 ? `+${rounded}` : String(rounded);
}
