import { Alert, Button, Group, Text } from "@mantine/core";
import { type ReactNode, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import type { Import, Reading } from "../../api/types";
import { complain, tell } from "../../parts/telling";
import { count } from "../../parts/words";
import { useDecide } from "../../resources/imports";
import { ItemCard } from "./ItemCard";
import { groupsOf, type Item } from "./items";
import { Questions } from "./Questions";
import classes from "./review.module.css";

interface LookOverProps {
  found: Import;
  reading: Reading;
  children: ReactNode;
}

/** Field by field: correct it, take it, leave it. */
export function LookOver({ found, reading, children }: LookOverProps) {
  const groups = useMemo(() => groupsOf(reading), [reading]);
  const all = useMemo(() => groups.flatMap(({ items }) => items.map(({ path }) => path)), [groups]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [edits, setEdits] = useState<Record<string, string>>({});
  const decide = useDecide(found.id);
  const navigate = useNavigate();
  const decided = found.decided_at !== null;
  const taken = all.filter((path) => !left.has(path));
  const toggle = ({ path }: Item) =>
    setLeft((before) => {
      const after = new Set(before);
      if (!after.delete(path)) after.add(path);
      return after;
    });
  const edit = (path: string, value: string, original: string) =>
    setEdits(({ [path]: _, ...rest }) => (value === original ? rest : { ...rest, [path]: value }));
  const accept = () =>
    decide.mutate(
      { accept: taken, edits: only(edits, taken) },
      {
        onSuccess: () => {
          tell("Your profile has it now.");
          void navigate("/profile");
        },
        onError: complain,
      },
    );
  return (
    <>
      {decided && (
        <Alert color="gray">You have decided on this reading. This is what was found.</Alert>
      )}
      <div className={classes.columns}>
        <div className={classes.groups}>
          <Questions
            questions={reading.questions}
            answers={edits}
            answer={edit}
            disabled={decided}
          />
          {groups.map((group) => (
            <section key={group.title} aria-label={group.title}>
              <h2>{group.title}</h2>
              <div className={classes.items}>
                {group.items.map((item) => (
                  <ItemCard
                    key={item.path}
                    item={item}
                    taken={!left.has(item.path)}
                    edits={edits}
                    onToggle={() => toggle(item)}
                    onEdit={edit}
                    disabled={decided}
                  />
                ))}
              </div>
            </section>
          ))}
        </div>
        <aside className={classes.aside}>{children}</aside>
      </div>
      {!decided && (
        <div className={classes.bottom}>
          <Text c="dimmed">
            {count(taken.length, "item")} of {all.length} chosen
            {Object.keys(edits).length > 0 &&
              ` · ${count(Object.keys(edits).length, "correction")}`}
          </Text>
          <Group gap="xs">
            <Button
              variant="default"
              onClick={() => setLeft(taken.length > 0 ? new Set(all) : new Set())}
            >
              {taken.length > 0 ? "Choose none" : "Choose all"}
            </Button>
            <Button onClick={accept} disabled={taken.length === 0} loading={decide.isPending}>
              Accept into profile
            </Button>
          </Group>
        </div>
      )}
    </>
  );
}

/** Corrections of what was left out would be corrections of nothing. */
function only(edits: Record<string, string>, taken: string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(edits).filter(([path]) =>
      taken.some((chosen) => path === chosen || path.startsWith(`${chosen}/`)),
    ),
  );
}
