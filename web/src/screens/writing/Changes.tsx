import { Button, Group, Switch } from "@mantine/core";
import type { Change, Generation } from "../../api/types";
import { complain } from "../../parts/telling";
import { useDecideChanges } from "../../resources/generations";
import { type Described, describe } from "./describe";
import classes from "./writing.module.css";

/** What was changed for this posting; each can be left and taken again. */
export function Changes({ document }: { document: Generation }) {
  const decide = useDecideChanges(document.id);
  const offered = document.changes.filter(({ state }) => state !== "refused");
  if (offered.length === 0) return null;
  const taken = offered.filter(({ state }) => state === "accepted");
  const settle = (accepted: Change[], rejected: Change[]) =>
    decide.mutate(
      { accepted: accepted.map(idOf), rejected: rejected.map(idOf) },
      { onError: complain },
    );
  return (
    <section className={classes.tool} aria-labelledby="changes">
      <div className={classes.toolHead}>
        <h2 id="changes">Changes</h2>
        <span className="numbers">
          {taken.length} of {offered.length} taken
        </span>
      </div>
      <ul className={classes.changes} aria-busy={decide.isPending}>
        {offered.map((change) => (
          <li key={change.id} data-taken={change.state === "accepted"}>
            <ChangeText
              change={change}
              described={describe(change, document.resume)}
              busy={decide.isPending}
              take={(take) => settle(take ? [change] : [], take ? [] : [change])}
            />
          </li>
        ))}
      </ul>
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          disabled={decide.isPending || taken.length === offered.length}
          onClick={() => settle(offered, [])}
        >
          Take all
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={decide.isPending || taken.length === 0}
          onClick={() => settle([], offered)}
        >
          Leave all
        </Button>
      </Group>
    </section>
  );
}

interface ChangeTextProps {
  change: Change;
  described: Described;
  busy: boolean;
  take: (take: boolean) => void;
}

function ChangeText({ change, described, busy, take }: ChangeTextProps) {
  return (
    <>
      <Switch
        size="xs"
        checked={change.state === "accepted"}
        disabled={busy || change.state === "stale"}
        onChange={(event) => take(event.currentTarget.checked)}
        label={described.title}
        labelPosition="left"
        classNames={{
          body: classes.switch,
          label: classes.switchLabel,
          labelWrapper: classes.switchText,
        }}
      />
      {described.before && <del>{described.before}</del>}
      {described.after && <ins>{described.after}</ins>}
      <p className={classes.hint}>
        {change.reason}
        {change.gain > 0 && ` Adds ${Math.round(change.gain * 10) / 10} to the match.`}
        {change.state === "stale" && " What it was made for has changed since."}
      </p>
    </>
  );
}

function idOf({ id }: Change): string {
  return id;
}
