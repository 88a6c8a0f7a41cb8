import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconLayoutKanban, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { Job } from "../../api/types";
import { Confirm } from "../../parts/Confirm";
import { complain, tell } from "../../parts/telling";
import { useTrackJob } from "../../resources/applications";
import { useDeleteJob } from "../../resources/jobs";

export function JobActions({ job }: { job: Job }) {
  const track = useTrackJob();
  const remove = useDeleteJob();
  const [asked, setAsked] = useState(false);
  const navigate = useNavigate();
  return (
    <>
      {job.application_id ? (
        <Button
          component={Link}
          to={`/applications?open=${job.application_id}`}
          variant="default"
          leftSection={<IconLayoutKanban size={16} aria-hidden />}
        >
          On your board
        </Button>
      ) : (
        <Button
          variant="default"
          leftSection={<IconLayoutKanban size={16} aria-hidden />}
          loading={track.isPending}
          onClick={() =>
            track.mutate(
              { jobId: job.id, stage: "saved" },
              { onSuccess: () => tell("It is on your board."), onError: complain },
            )
          }
        >
          Track
        </Button>
      )}
      {job.mine && (
        <Menu>
          <Menu.Target>
            <ActionIcon variant="default" aria-label="More">
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => setAsked(true)}
            >
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <Confirm
        opened={asked}
        title="Delete this job?"
        deed="Delete"
        busy={remove.isPending}
        problem={remove.error}
        confirm={() => remove.mutate(job.id, { onSuccess: () => void navigate("/jobs") })}
        close={() => setAsked(false)}
      >
        What was written for it, and its card on your board, are deleted with it. Files that you
        downloaded stay.
      </Confirm>
    </>
  );
}
