import { Button } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { useEffect } from "react";
import { restoreSession } from "../../api/session";
import { Empty } from "../../parts/Empty";
import classes from "./door.module.css";

/** The application is here and the server is not: it tries again as soon as the network returns. */
export function Unreachable({ message }: { message: string }) {
  useEffect(() => {
    const again = () => void restoreSession();
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, []);
  return (
    <main className={classes.alone}>
      <Empty
        icon={IconCloudOff}
        tone="bad"
        title="Shortlist cannot be reached"
        action={<Button onClick={() => void restoreSession()}>Try again</Button>}
      >
        {message}
      </Empty>
    </main>
  );
}
