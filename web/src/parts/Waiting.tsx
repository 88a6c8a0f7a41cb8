import { Loader } from "@mantine/core";
import { useEffect, useState } from "react";
import classes from "./states.module.css";

/** Shown only when it takes long enough to be noticed. */
export function Waiting() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 250);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.waiting} aria-busy="true">
      {shown && <Loader size="sm" aria-label="Loading" />}
    </div>
  );
}
