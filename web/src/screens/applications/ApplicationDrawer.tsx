import { Anchor, Button, Drawer, Skeleton, UnstyledButton } from "@mantine/core";
import { IconArrowUpRight, IconChevronDown, IconPencil } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Application } from "../../api/types";
import { Loaded } from "../../parts/Loaded";
import { StageBadge } from "../../parts/StageBadge";
import { STAGE } from "../../parts/stages";
import { placeText } from "../../parts/words";
import { useApplication } from "../../resources/applications";
import classes from "./drawer.module.css";
import { History } from "./History";
import { MoveMenu } from "./MoveMenu";
import { Note } from "./Note";
import { usePlace } from "./place";
import { TakeOff } from "./TakeOff";
import { useMove } from "./useMove";

/** One application: where it stands, what to do with it, the note, and what happened. */
export function ApplicationDrawer() {
  const { open: id, go } = usePlace();
  const close = () => go({ open: undefined });
  return (
    <Drawer
      opened={id !== undefined}
      onClose={close}
      size={460}
      title="Application"
      classNames={{ title: classes.title }}
    >
      {id && <Opened key={id} id={id} close={close} />}
    </Drawer>
  );
}

function Opened({ id, close }: { id: string; close: () => void }) {
  const { query, application } = useApplication(id);
  return (
    <Loaded query={query} skeleton={<Outline />}>
      {() => application && <Content application={application} close={close} />}
    </Loaded>
  );
}

function Content({ application, close }: { application: Application; close: () => void }) {
  const { job, stage } = application;
  const move = useMove();
  return (
    <div className={classes.content}>
      <div>
        <h2 className={classes.job}>{job.title}</h2>
        <p className={classes.about}>{[job.company, placeText(job)].filter(Boolean).join(" · ")}</p>
      </div>
      <div className={classes.actions}>
        <MoveMenu application={application} move={move}>
          <UnstyledButton className={classes.stage} aria-label={`${STAGE[stage].name}. Move`}>
            <StageBadge stage={stage} />
            <IconChevronDown size={14} stroke={1.8} aria-hidden />
          </UnstyledButton>
        </MoveMenu>
        <Button
          component={Link}
          to={`/jobs/${job.id}/write`}
          variant="light"
          leftSection={<IconPencil size={16} stroke={1.7} aria-hidden />}
        >
          Write for it
        </Button>
        <Anchor component={Link} to={`/jobs/${job.id}`} className={classes.posting} size="sm">
          Posting <IconArrowUpRight size={15} stroke={1.7} aria-hidden />
        </Anchor>
      </div>
      <Note application={application} />
      <History id={application.id} />
      <TakeOff application={application} taken={close} />
    </div>
  );
}

function Outline() {
  return (
    <div className={classes.content}>
      <Skeleton height={22} width="70%" />
      <Skeleton height={36} width="85%" />
      <Skeleton height={120} />
      <Skeleton height={90} />
    </div>
  );
}
