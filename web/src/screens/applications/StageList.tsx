import { Button, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconNote } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Application, Stage } from "../../api/types";
import { Choices } from "../../parts/Choices";
import { StageBadge } from "../../parts/StageBadge";
import { STAGE, STAGES } from "../../parts/stages";
import { When } from "../../parts/When";
import { placeText } from "../../parts/words";
import { byStage, isSilent } from "./grouping";
import classes from "./list.module.css";
import { MoveMenu } from "./MoveMenu";
import { usePlace } from "./place";
import { useMove } from "./useMove";

/** The tracker line by line, all of it or one stage. */
export function StageList({ applications }: { applications: Application[] }) {
  const place = usePlace();
  const move = useMove();
  const stages = byStage(applications);
  const shown = STAGES.filter((stage) => stages[stage].length > 0);
  const chosen = place.stage ? [place.stage] : shown;
  const choices = STAGES.filter((stage) => shown.includes(stage) || stage === place.stage).map(
    (stage) => ({
      to: place.with({ stage }),
      name: STAGE[stage].name,
      count: stages[stage].length,
      current: stage === place.stage,
    }),
  );
  choices.unshift({
    to: place.with({ stage: undefined }),
    name: "All",
    count: applications.length,
    current: !place.stage,
  });
  return (
    <div className={classes.list}>
      <Choices label="Stages" choices={choices} />
      {chosen.map((stage) => (
        <section key={stage} className={classes.group} aria-label={STAGE[stage].name}>
          <header>
            <h2>{STAGE[stage].name}</h2>
            <span>{STAGE[stage].hint}</span>
          </header>
          <ul>
            {stages[stage].map((application) => (
              <Row key={application.id} application={application} move={move} />
            ))}
            {stages[stage].length === 0 && (
              <li className={classes.none}>
                Nothing is here now.
                <Button
                  component={Link}
                  to={place.with({ stage: undefined })}
                  variant="subtle"
                  size="compact-sm"
                >
                  Show all
                </Button>
              </li>
            )}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface RowProps {
  application: Application;
  move: (application: Application, stage: Stage) => void;
}

function Row({ application, move }: RowProps) {
  const { job, stage, note, moved_at } = application;
  const place = usePlace();
  const silent = isSilent(application);
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <Link to={place.with({ open: application.id })} className={classes.open}>
          {job.title}
        </Link>
        <p className={classes.about}>
          <span>{[job.company, placeText(job)].filter(Boolean).join(" · ")}</span>
          <span data-silent={silent || undefined}>
            {silent && "Silent since "}
            <When at={moved_at} />
          </span>
          {note && <IconNote size={14} stroke={1.7} role="img" aria-label="Has a note" />}
        </p>
      </div>
      <MoveMenu application={application} move={move}>
        <UnstyledButton
          className={classes.move}
          aria-label={`${STAGE[stage].name}. Move ${job.title}`}
        >
          <StageBadge stage={stage} />
          <IconChevronDown size={14} stroke={1.8} aria-hidden />
        </UnstyledButton>
      </MoveMenu>
    </li>
  );
}
