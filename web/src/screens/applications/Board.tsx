import {
  DndContext,
  type DragEndEvent,
  DragOverlay,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { UnstyledButton } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import type { Application, Stage } from "../../api/types";
import { CLOSED_STAGES, OPEN_STAGES } from "../../parts/stages";
import classes from "./board.module.css";
import { LiftedCard } from "./Card";
import { byStage } from "./grouping";
import { Lane } from "./Lane";
import { usePlace } from "./place";
import { useFollowingFocus } from "./useFollowingFocus";
import { useMove } from "./useMove";

export default function Board({ applications }: { applications: Application[] }) {
  const place = usePlace();
  const move = useMove();
  const follow = useFollowingFocus();
  const [lifted, setLifted] = useState<Application>();
  // A little way and a little while tell dragging from clicking and from scrolling.
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 6 } }),
  );
  const stages = byStage(applications);
  const ended = CLOSED_STAGES.reduce((sum, stage) => sum + stages[stage].length, 0);
  const moveByKeys = (application: Application, stage: Stage) => {
    follow(application.id, stage);
    move(application, stage);
  };
  const drop = ({ over }: DragEndEvent) => {
    setLifted(undefined);
    if (lifted && over) move(lifted, over.id as Stage);
  };
  const lane = (stage: Stage, folded = false) => (
    <Lane
      key={stage}
      stage={stage}
      applications={stages[stage]}
      move={moveByKeys}
      folded={folded}
    />
  );
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      accessibility={{ screenReaderInstructions: { draggable: "" } }}
      onDragStart={({ active }) => setLifted(applications.find(({ id }) => id === active.id))}
      onDragCancel={() => setLifted(undefined)}
      onDragEnd={drop}
    >
      <div className={classes.board} data-lifting={lifted !== undefined || undefined}>
        <div className={classes.lanes}>{OPEN_STAGES.map((stage) => lane(stage))}</div>
        <div className={classes.ended} data-shown={place.ended || undefined}>
          <UnstyledButton
            className={classes.endedToggle}
            aria-expanded={place.ended}
            onClick={() =>
              place.go({ ended: place.ended ? undefined : "shown" }, { replace: true })
            }
          >
            <IconChevronRight size={15} stroke={2} aria-hidden />
            Ended <span className={classes.count}>{ended}</span>
          </UnstyledButton>
          <div className={classes.endedLanes}>
            {CLOSED_STAGES.map((stage) => lane(stage, !place.ended))}
          </div>
        </div>
      </div>
      <DragOverlay dropAnimation={null}>
        {lifted && <LiftedCard application={lifted} />}
      </DragOverlay>
    </DndContext>
  );
}
