import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconHelpCircle,
} from "@tabler/icons-react";
import type { Score, Verdict } from "../../api/types";
import classes from "./job.module.css";

const PICTURES: Record<Verdict, typeof IconAlertTriangle> = {
  met: IconCircleCheck,
  partial: IconAlertTriangle,
  missing: IconCircleX,
  unknown: IconHelpCircle,
};

/** What may rule somebody out, and what to look at; none of it changes the score. */
export function Flags({ flags }: { flags: Score["flags"] }) {
  if (flags.length === 0) return null;
  return (
    <section className={classes.flags} aria-labelledby="flags">
      <h2 id="flags">To check yourself</h2>
      <ul>
        {flags.map((flag) => {
          const Picture = PICTURES[flag.status];
          return (
            <li key={flag.code + flag.text} data-status={flag.status}>
              <Picture size={16} stroke={1.8} aria-hidden />
              <div>
                <p>{flag.text}</p>
                {flag.quote && flag.quote !== flag.text && <q title={flag.quote}>{flag.quote}</q>}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
