import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { Application, Stage } from "../../api/types";
import { STAGE } from "../../parts/stages";
import { useMoveApplication } from "../../resources/applications";
import classes from "./board.module.css";

/** Moves at once on the screen, tells so with a way back, and takes it back where the server refuses. */
export function useMove(): (application: Application, stage: Stage) => void {
  const { mutate } = useMoveApplication();
  return function move(application: Application, stage: Stage): void {
    const { id, job, stage: before } = application;
    if (stage === before) return;
    const undo = () => {
      takeBack(id);
      move({ ...application, stage }, before);
    };
    tell(id, {
      message: <Moved title={job.title} stage={stage} undo={undo} />,
      color: "iris",
    });
    mutate(
      { application, stage },
      {
        onError: (problem) => {
          if (problem.type === "already_there") return;
          tell(id, {
            message: <NotMoved title={job.title} reason={problem.message} />,
            color: "red",
          });
        },
      },
    );
  };
}

function Moved({ title, stage, undo }: { title: string; stage: Stage; undo: () => void }) {
  return (
    <div className={classes.moved}>
      <span>
        <strong>{title}</strong> is at {STAGE[stage].name} now.
      </span>
      <Button variant="subtle" size="compact-sm" onClick={undo}>
        Undo
      </Button>
    </div>
  );
}

function NotMoved({ title, reason }: { title: string; reason: string }) {
  return (
    <>
      <strong>{title}</strong> was not moved. {reason}
    </>
  );
}

type Notice = Parameters<typeof notifications.show>[0];

const shown = new Map<string, string>();

/** One notice for one application: a newer one takes the place of the older. */
function tell(id: string, notice: Notice): void {
  takeBack(id);
  // At the top, since cards are dropped at the bottom.
  shown.set(id, notifications.show({ ...notice, autoClose: 7000, position: "top-center" }));
}

function takeBack(id: string): void {
  const notice = shown.get(id);
  if (notice) notifications.hide(notice);
  shown.delete(id);
}
