import { Alert, Button } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import type { Application } from "../../api/types";
import { useDeleteApplication } from "../../resources/applications";
import classes from "./drawer.module.css";

/** Asks once more, because the history goes with it and does not come back. */
export function TakeOff({ application, taken }: { application: Application; taken: () => void }) {
  const [asking, setAsking] = useState(false);
  const { mutate, isPending, error } = useDeleteApplication();
  if (!asking)
    return (
      <Button
        className={classes.takeOff}
        variant="subtle"
        color="gray"
        leftSection={<IconTrash size={16} stroke={1.7} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        Take off the board
      </Button>
    );
  return (
    <Alert color="red" title="Take it off the board?">
      <p>Its note and its history are deleted. The posting and what was written for it stay.</p>
      {error && <p role="alert">{error.message}</p>}
      <div className={classes.answers}>
        <Button
          color="red"
          loading={isPending}
          onClick={() => mutate(application.id, { onSuccess: taken })}
        >
          Take off
        </Button>
        <Button variant="default" autoFocus onClick={() => setAsking(false)}>
          Keep
        </Button>
      </div>
    </Alert>
  );
}
