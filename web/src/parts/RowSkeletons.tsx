import { Skeleton } from "@mantine/core";
import classes from "./rows.module.css";

const WIDTHS = ["46%", "62%", "38%", "54%", "48%", "58%"];

/** A list before it is there. */
export function RowSkeletons({ rows = 5 }: { rows?: number }) {
  return (
    <div className={classes.rows}>
      {WIDTHS.slice(0, rows).map((width) => (
        <div key={width} className={classes.row}>
          <div className={classes.text}>
            <Skeleton height={14} width={width} />
            <Skeleton height={11} width="30%" mt={6} />
          </div>
        </div>
      ))}
    </div>
  );
}
