import type { ReactNode } from "react";
import classes from "./quote.module.css";

/** A line as it stands in a source, with where it stands. */
export function Quote({ from, children }: { from?: ReactNode; children: string }) {
  return (
    <figure className={classes.quote}>
      {from && <figcaption>{from}</figcaption>}
      <blockquote>{children}</blockquote>
    </figure>
  );
}
