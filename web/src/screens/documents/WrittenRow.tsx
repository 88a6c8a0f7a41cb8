import { ActionIcon, Menu, Progress } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconFileExport, IconFileText, IconMail, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import type { GenerationSummary } from "../../api/types";
import { Confirm } from "../../parts/Confirm";
import { When } from "../../parts/When";
import { useDiscard } from "../../resources/generations";
import { isOpen } from "../../resources/growing";
import classes from "./documents.module.css";
import { MakeFile } from "./MakeFile";
import { ScoreChange } from "./ScoreChange";

export function WrittenRow({ document }: { document: GenerationSummary }) {
  const { id, kind, job, edited, created_at } = document;
  const [exporting, setExporting] = useState(false);
  const [asking, { open: ask, close }] = useDisclosure(false);
  const discard = useDiscard();
  const Picture = kind === "resume" ? IconFileText : IconMail;
  const name = nameOf(document);
  return (
    <li className={classes.row}>
      <span className={classes.picture}>
        <Picture size={19} stroke={1.6} aria-hidden />
      </span>
      <div className={classes.what}>
        <Link to={`/jobs/${job.id}/write?document=${id}`} className={classes.open}>
          {name}
        </Link>
        <p className={classes.about}>
          <span>{job.company}</span>
          <When at={created_at} />
          {edited && <span>edited by hand</span>}
        </p>
      </div>
      <State document={document} />
      <Menu width={180}>
        <Menu.Target>
          <ActionIcon className={classes.above} aria-label={`More for ${name}`}>
            <IconDots size={18} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconFileExport size={16} stroke={1.7} />}
            disabled={document.status !== "completed"}
            onClick={() => setExporting(true)}
          >
            Make a file
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} stroke={1.7} />} color="red" onClick={ask}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <MakeFile opened={exporting} source={document} close={() => setExporting(false)} />
      <Confirm
        opened={asking}
        title="Delete this document?"
        deed="Delete"
        busy={discard.isPending}
        problem={discard.error}
        close={close}
        confirm={() => discard.mutate(id, { onSuccess: close })}
      >
        “{name}” and its earlier versions will be gone. Files made of it stay until they expire.
      </Confirm>
    </li>
  );
}

function State({ document }: { document: GenerationSummary }) {
  const { status, percent, score_before, score_after } = document;
  if (isOpen(document))
    return (
      <div className={classes.growing}>
        <span>Being written</span>
        <Progress value={percent} size="sm" aria-label={`${percent} % written`} />
      </div>
    );
  if (status === "failed") return <span className={classes.failed}>Could not be written</span>;
  if (status === "cancelled") return <span className={classes.stopped}>Stopped</span>;
  if (score_before === null || score_after === null) return null;
  return <ScoreChange before={score_before} after={score_after} />;
}

function nameOf({ kind, job }: GenerationSummary): string {
  return `${kind === "resume" ? "Resume" : "Letter"} for ${job.title}`;
}
