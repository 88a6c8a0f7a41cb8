import { Button } from "@mantine/core";
import { IconFileText } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link } from "react-router";
import type { GenerationKind } from "../../api/types";
import { Choices } from "../../parts/Choices";
import { Empty } from "../../parts/Empty";
import { Loaded } from "../../parts/Loaded";
import { More } from "../../parts/More";
import { RowSkeletons } from "../../parts/RowSkeletons";
import rows from "../../parts/rows.module.css";
import { useGenerations } from "../../resources/generations";
import { isOpen } from "../../resources/growing";
import classes from "./documents.module.css";
import { addressOf } from "./place";
import { WrittenRow } from "./WrittenRow";

const ASK_AGAIN = 3_000;
const KINDS: { kind: GenerationKind | undefined; name: string }[] = [
  { kind: undefined, name: "All" },
  { kind: "resume", name: "Resumes" },
  { kind: "cover_letter", name: "Letters" },
];

export function Written({ kind }: { kind: GenerationKind | undefined }) {
  const written = useGenerations({ kind });
  useAskingWhile(written.items.some(isOpen));
  return (
    <div className={classes.part}>
      <Choices
        label="Kinds"
        choices={KINDS.map((one) => ({
          to: addressOf({ kind: one.kind }),
          name: one.name,
          current: one.kind === kind,
        }))}
      />
      <Loaded query={written} skeleton={<RowSkeletons />}>
        {() =>
          written.items.length === 0 ? (
            <Nothing kind={kind} />
          ) : (
            <div>
              <ul className={rows.rows}>
                {written.items.map((one) => (
                  <WrittenRow key={one.id} document={one} />
                ))}
              </ul>
              <More list={written} all="These are all." />
            </div>
          )
        }
      </Loaded>
    </div>
  );
}

function Nothing({ kind }: { kind: GenerationKind | undefined }) {
  const name = kind === "resume" ? "resume" : kind === "cover_letter" ? "letter" : "document";
  return (
    <Empty
      icon={IconFileText}
      title={`No ${name} was written yet`}
      action={
        <Button component={Link} to="/jobs">
          Choose a job
        </Button>
      }
    >
      Open a job and write for it. Each document is kept here with the score before and after.
    </Empty>
  );
}

/** A row has no channel of its own; while one grows, the list is asked for. */
function useAskingWhile(open: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!open) return;
    const timer = setInterval(
      () => void queries.invalidateQueries({ queryKey: ["generations"] }),
      ASK_AGAIN,
    );
    return () => clearInterval(timer);
  }, [open, queries]);
}
