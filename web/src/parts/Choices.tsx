import { Link } from "react-router";
import classes from "./choices.module.css";

export interface Choice {
  to: string;
  name: string;
  count?: number;
  current: boolean;
}

/** Parts of a list as places of their own; where they do not fit they scroll sideways. */
export function Choices({ label, choices }: { label: string; choices: Choice[] }) {
  return (
    <nav className={classes.choices} aria-label={label}>
      {choices.map(({ to, name, count, current }) => (
        <Link
          key={name}
          to={to}
          replace
          className={classes.choice}
          aria-current={current ? "true" : undefined}
        >
          {name} {count !== undefined && <span className="numbers">{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
