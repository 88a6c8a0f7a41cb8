import { useDraggable } from "@dnd-kit/core";
import { ActionIcon } from "@mantine/core";
import { IconArrowsExchange, IconNote } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { Link } from "react-router";
import type { Application, Stage } from "../../api/types";
import { When } from "../../parts/When";
import { placeText } from "../../parts/words";
import classes from "./board.module.css";
import { isSilent, neighbour } from "./grouping";
import { MoveMenu } from "./MoveMenu";
import { usePlace } from "./place";

interface CardProps {
  application: Application;
  move: (application: Application, stage: Stage) => void;
}

export function Card({ application, move }: CardProps) {
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: application.id });
  const place = usePlace();
  const step = (event: KeyboardEvent) => {
    const stage = event.shiftKey ? neighbour(application.stage, STEPS[event.key] ?? 1) : undefined;
    if (!(event.key in STEPS) || !stage) return;
    event.preventDefault();
    move(application, stage);
  };
  return (
    <li
      ref={setNodeRef}
      {...listeners}
      className={classes.card}
      data-lifted={isDragging || undefined}
    >
      <Link
        to={place.with({ open: application.id })}
        className={classes.open}
        data-card={application.id}
        data-stage={application.stage}
        draggable={false}
        aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight"
        onKeyDown={step}
      >
        {application.job.title}
      </Link>
      <CardFacts application={application} />
      <MoveMenu application={application} move={move}>
        <ActionIcon
          className={classes.more}
          size="md"
          aria-label={`Move ${application.job.title}`}
          onMouseDown={(event) => event.stopPropagation()}
          onTouchStart={(event) => event.stopPropagation()}
        >
          <IconArrowsExchange size={15} stroke={1.7} aria-hidden />
        </ActionIcon>
      </MoveMenu>
    </li>
  );
}

/** The card that follows the pointer. */
export function LiftedCard({ application }: { application: Application }) {
  return (
    <div className={classes.card} data-flying>
      <span className={classes.open}>{application.job.title}</span>
      <CardFacts application={application} />
    </div>
  );
}

function CardFacts({ application }: { application: Application }) {
  const { job, note, moved_at } = application;
  const silent = isSilent(application);
  return (
    <>
      <p className={classes.company}>{[job.company, placeText(job)].filter(Boolean).join(" · ")}</p>
      <p className={classes.since} data-silent={silent || undefined}>
        {silent && "Silent since "}
        <When at={moved_at} />
        {note && <IconNote size={14} stroke={1.7} role="img" aria-label="Has a note" />}
      </p>
    </>
  );
}

const STEPS: Record<string, 1 | -1> = { ArrowLeft: -1, ArrowRight: 1 };
