import { Tooltip } from "@mantine/core";
import type { Connection } from "../realtime/connection";
import { useConnection } from "../realtime/socket";
import classes from "./shell.module.css";

const WORDS: Record<Connection, { name: string; hint: string }> = {
  live: { name: "Live", hint: "What happens shows here at once." },
  "catching-up": { name: "Catching up", hint: "Connecting, and loading what happened meanwhile." },
  offline: {
    name: "Offline",
    hint: "No connection. What you see may be old; it catches up by itself.",
  },
};

export function ConnectionDot() {
  const state = useConnection();
  const { name, hint } = WORDS[state];
  return (
    <Tooltip label={hint}>
      <div
        className={classes.dot}
        data-state={state}
        role="status"
        aria-label={`Connection: ${name}`}
      >
        <i aria-hidden />
        <span aria-hidden>{name}</span>
      </div>
    </Tooltip>
  );
}
