import { ActionIcon, Button, Loader, Tooltip } from "@mantine/core";
import { IconDownload, IconRefresh, IconTrash } from "@tabler/icons-react";
import type { Export } from "../../api/types";
import { complain } from "../../parts/telling";
import { onDay } from "../../parts/times";
import { When } from "../../parts/When";
import { count, fileSize } from "../../parts/words";
import { useDeleteExport, useDownloadExport, useMakeExport } from "../../resources/exports";
import { isOpen } from "../../resources/growing";
import classes from "./documents.module.css";
import { FORMAT, TEMPLATE } from "./formats";

export function FileRow({ file }: { file: Export }) {
  const remove = useDeleteExport();
  const name = file.filename || `${FORMAT[file.format].name} file`;
  return (
    <li className={classes.row} data-going={remove.isPending || undefined}>
      <span className={classes.format} data-failed={file.status === "failed" || undefined}>
        {file.format}
      </span>
      <div className={classes.what}>
        <p className={classes.file}>{name}</p>
        <Facts file={file} />
      </div>
      <Deed file={file} name={name} />
      <Tooltip label="Delete">
        <ActionIcon
          aria-label={`Delete ${name}`}
          loading={remove.isPending}
          onClick={() => remove.mutate(file.id, { onError: complain })}
        >
          <IconTrash size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

function Facts({ file }: { file: Export }) {
  const { format, template, size, downloads, expires_at, created_at, proof, problem } = file;
  if (problem) return <p className={classes.failed}>{problem.detail}</p>;
  return (
    <p className={classes.about}>
      <When at={created_at} />
      {size !== null && <span className="numbers">{fileSize(size)}</span>}
      {FORMAT[format].designed && <span>{TEMPLATE[template]}</span>}
      {size !== null && (
        <span>{downloads ? count(downloads, "download") : "not downloaded yet"}</span>
      )}
      {expires_at && <span>kept until {onDay(expires_at)}</span>}
      {typeof proof?.words_back === "number" && (
        <span title="The finished file was read back by software, word for word.">
          {Math.floor(proof.words_back * 100)} % of its words read back
        </span>
      )}
    </p>
  );
}

function Deed({ file, name }: { file: Export; name: string }) {
  const download = useDownloadExport();
  const make = useMakeExport();
  if (isOpen(file))
    return (
      <span className={classes.making} role="status">
        <Loader size={14} /> Being made
      </span>
    );
  if (file.status === "failed")
    return (
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} stroke={1.7} aria-hidden />}
        loading={make.isPending}
        onClick={() => make.mutate(orderOf(file), { onError: complain })}
      >
        Make again
      </Button>
    );
  return (
    <Button
      variant="light"
      leftSection={<IconDownload size={16} stroke={1.7} aria-hidden />}
      aria-label={`Download ${name}`}
      loading={download.isPending}
      onClick={() => download.mutate(file, { onError: complain })}
    >
      Download
    </Button>
  );
}

function orderOf({ generation_id, format, template, paper }: Export) {
  const document = generation_id
    ? { generation_id, profile: null }
    : { generation_id: null, profile: true as const };
  return { documents: [document], format, template, paper };
}
