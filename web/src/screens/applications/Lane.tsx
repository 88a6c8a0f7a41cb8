import { useDroppable } from "@dnd-kit/core";
import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
import type { Application, Stage } from "../../api/types";
import { STAGE } from "../../parts/stages";
import classes from "./board.module.css";
import { Card } from "./Card";

/** As many cards as anybody looks through; a lane of a thousand would make dragging heavy. */
const SOME = 50;

interface LaneProps {
  stage: Stage;
  applications: Application[];
  move: (application: Application, stage: Stage) => void;
  /** Only its head: a place to drop things into. */
  folded?: boolean;
}

export function Lane({ stage, applications, move, folded = false }: LaneProps) {
  const { setNodeRef, isOver } = useDroppable({ id: stage });
  const [most, setMost] = useState(SOME);
  const { name, hint, tone } = STAGE[stage];
  const more = applications.length - most;
  return (
    <section
      ref={setNodeRef}
      className={classes.lane}
      data-over={isOver || undefined}
      data-folded={folded ? stage : undefined}
      tabIndex={-1}
      aria-label={name}
    >
      <header className={classes.laneHead} title={hint}>
        <i className={classes.mark} data-tone={tone} aria-hidden />
        <h2>{name}</h2>
        <span className={classes.count}>{applications.length}</span>
      </header>
      {!folded && (
        <ul className={classes.cards}>
          {applications.slice(0, most).map((application) => (
            <Card key={application.id} application={application} move={move} />
          ))}
          {applications.length === 0 && <li className={classes.nothing}>{hint}</li>}
          {more > 0 && (
            <li>
              <UnstyledButton className={classes.showMore} onClick={() => setMost(most + SOME)}>
                Show {Math.min(more, SOME)} more of {more}
              </UnstyledButton>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
