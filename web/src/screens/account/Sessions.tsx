import { Badge, Button } from "@mantine/core";
import { IconDeviceDesktop, IconDeviceMobile } from "@tabler/icons-react";
import { useState } from "react";
import type { Session } from "../../api/types";
import { Confirm } from "../../parts/Confirm";
import { Loaded } from "../../parts/Loaded";
import { Page } from "../../parts/Page";
import { RowSkeletons } from "../../parts/RowSkeletons";
import rows from "../../parts/rows.module.css";
import { complain, tell } from "../../parts/telling";
import { When } from "../../parts/When";
import { useEndOtherSessions, useEndSession, useSessions } from "../../resources/account";

export function Sessions() {
  const query = useSessions();
  const others = query.data?.filter(({ current }) => !current).length ?? 0;
  return (
    <Page
      title="Sign-ins"
      tab="Sign-ins · Account"
      subtitle="Where you are signed in. One that you end stops working at once."
      actions={others > 0 && <EndOthers others={others} />}
    >
      <Loaded query={query} skeleton={<RowSkeletons rows={3} />}>
        {(sessions) => (
          <ul className={rows.rows}>
            {sessions.map((session) => (
              <Row key={session.id} session={session} />
            ))}
          </ul>
        )}
      </Loaded>
    </Page>
  );
}

function Row({ session }: { session: Session }) {
  const end = useEndSession();
  const Picture = /Android|iOS|iPhone|iPad/.test(session.device)
    ? IconDeviceMobile
    : IconDeviceDesktop;
  return (
    <li className={rows.row}>
      <Picture size={20} stroke={1.6} aria-hidden />
      <div className={rows.text}>
        <span className={rows.title}>{session.device || "Unknown device"}</span>
        <span className={rows.meta}>
          {session.place && `Network ${session.place} · `}
          {session.current ? "now" : <When at={session.last_seen_at} />}
        </span>
      </div>
      <div className={rows.end}>
        {session.current ? (
          <Badge color="green">This one</Badge>
        ) : (
          <Button
            variant="default"
            size="xs"
            aria-label={`End the sign-in of ${session.device || "an unknown device"}`}
            loading={end.isPending}
            onClick={() => end.mutate(session.id, { onError: complain })}
          >
            End
          </Button>
        )}
      </div>
    </li>
  );
}

function EndOthers({ others }: { others: number }) {
  const [asking, setAsking] = useState(false);
  const end = useEndOtherSessions();
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        End all others
      </Button>
      <Confirm
        opened={asking}
        title="End all other sign-ins?"
        deed="End them"
        busy={end.isPending}
        problem={end.error}
        close={() => setAsking(false)}
        confirm={() =>
          end.mutate(undefined, {
            onSuccess: () => {
              setAsking(false);
              tell("All other sign-ins have ended.");
            },
          })
        }
      >
        {others === 1 ? "One device has" : `${others} devices have`} to sign in again. This browser
        stays signed in.
      </Confirm>
    </>
  );
}
