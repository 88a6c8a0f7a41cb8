import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./states.module.css";

interface EmptyProps {
  icon: Icon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  tone?: "bad";
}

/** What stands where there is nothing: why, and what to do about it. */
export function Empty({ icon: Picture, title, children, action, tone }: EmptyProps) {
  return (
    <div className={classes.empty}>
      <span className={classes.icon} data-tone={tone}>
        <Picture size={22} stroke={1.7} aria-hidden />
      </span>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
