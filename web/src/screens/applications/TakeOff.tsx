import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconTrash } from "@tabler/icons-react";
import type { Application } from "../../api/types";
import { Confirm } from "../../parts/Confirm";
import { useDeleteApplication } from "../../resources/applications";
import classes from "./drawer.module.css";

/** Asks once more, because the history goes with it and does not come back. */
export function TakeOff({ application, taken }: { application: Application; taken: () => void }) {
  const [asking, { open: ask, close }] = useDisclosure(false);
  const { mutate, isPending, error } = useDeleteApplication();
  return (
    <>
      <Button
        className={classes.takeOff}
        variant="subtle"
        color="gray"
        leftSection={<IconTrash size={16} stroke={1.7} aria-hidden />}
        onClick={ask}
      >
        Take off the board
      </Button>
      <Confirm
        opened={asking}
        title="Take it off the board?"
        deed="Take off"
        busy={isPending}
        problem={error}
        close={close}
        confirm={() => mutate(application.id, { onSuccess: taken })}
      >
        Its note and its history are deleted. The posting and what was written for it stay.
      </Confirm>
    </>
  );
}
