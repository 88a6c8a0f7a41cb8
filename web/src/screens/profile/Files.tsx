import { ActionIcon, Menu, Skeleton } from "@mantine/core";
import { IconDots, IconDownload, IconEye, IconTrash } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { download } from "../../api/client";
import type { ResumeFile } from "../../api/types";
import { Loaded } from "../../parts/Loaded";
import rows from "../../parts/rows.module.css";
import { complain } from "../../parts/telling";
import { ago, fileSize } from "../../parts/words";
import { useDeleteResumeFile, useReadAgain, useResumeFiles } from "../../resources/imports";
import classes from "./profile.module.css";

/** The resume files that were brought, and what was read in them. */
export function Files() {
  const list = useResumeFiles();
  return (
    <Loaded query={list} skeleton={<Skeleton height={80} radius="lg" />}>
      {() =>
        list.items.length > 0 && (
          <section className={rows.panel} aria-labelledby="files">
            <h2 id="files">Files</h2>
            <ul className={classes.files}>
              {list.items.map((file) => (
                <FileRow key={file.id} file={file} />
              ))}
            </ul>
          </section>
        )
      }
    </Loaded>
  );
}

function FileRow({ file }: { file: ResumeFile }) {
  const navigate = useNavigate();
  const again = useReadAgain();
  const remove = useDeleteResumeFile();
  const look = () => {
    if (file.latest_import) void navigate(`/profile/imports/${file.latest_import.id}`);
    else
      again.mutate(file.id, {
        onSuccess: ({ id }) => void navigate(`/profile/imports/${id}`),
        onError: complain,
      });
  };
  return (
    <li>
      <span className={rows.text}>
        <span className="clip">{file.filename}</span>
        <span className={rows.meta}>
          {fileSize(file.size)} · {ago(file.created_at)}
        </span>
      </span>
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={`More about ${file.filename}`}>
            <IconDots size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconEye size={16} aria-hidden />} onClick={look}>
            See what was read
          </Menu.Item>
          <Menu.Item
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => {
              download(`/api/v1/resumes/${file.id}/file`, file.filename).catch(complain);
            }}
          >
            Download
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => remove.mutate(file.id, { onError: complain })}
          >
            Delete the file
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
