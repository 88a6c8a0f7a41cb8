import { Button } from "@mantine/core";
import { IconCloudOff, IconMoodSad } from "@tabler/icons-react";
import { asProblem } from "../api/problems";
import { Empty } from "./Empty";

/** What went wrong while loading, with a way to try again where that may help. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const problem = asProblem(error);
  const missing = problem.status === 404;
  return (
    <Empty
      icon={problem.type === "offline" ? IconCloudOff : IconMoodSad}
      tone="bad"
      title={missing ? "There is nothing here" : "This could not be loaded"}
      action={
        retry &&
        !missing && (
          <Button variant="default" onClick={retry}>
            Try again
          </Button>
        )
      }
    >
      {missing ? "It may have been deleted, or it belongs to somebody else." : problem.message}
    </Empty>
  );
}
