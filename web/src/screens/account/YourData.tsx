import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { PersonalCopy } from "../../api/types";
import { Loaded } from "../../parts/Loaded";
import { Page } from "../../parts/Page";
import rows from "../../parts/rows.module.css";
import { complain } from "../../parts/telling";
import { When } from "../../parts/When";
import { fileSize } from "../../parts/words";
import { useErasure } from "../../resources/account";
import { useAskForCopy, useCopies, useDownloadCopy } from "../../resources/copies";
import classes from "./account.module.css";
import { Prove } from "./Prove";

export function YourData() {
  return (
    <Page
      title="Your data"
      tab="Your data · Account"
      subtitle="It is yours: take it with you, or have it gone."
    >
      <Copies />
      <Erasure />
    </Page>
  );
}

function Copies() {
  const query = useCopies();
  const request = useAskForCopy();
  const atWork = query.data?.some(({ status }) => status === "pending" || status === "running");
  return (
    <section className={`${rows.panel} ${rows.stack}`} aria-labelledby="copy">
      <div className={classes.head}>
        <div>
          <h2 id="copy">A copy of everything</h2>
          <p className={classes.hint}>
            All that is kept about you, as a ZIP of JSON and your files. It is made in a moment and
            deleted an hour later.
          </p>
        </div>
        <Button
          variant="default"
          loading={request.isPending || atWork}
          onClick={() => request.mutate(undefined, { onError: complain })}
        >
          Make a copy
        </Button>
      </div>
      <Loaded query={query} skeleton={null}>
        {(copies) =>
          copies.length > 0 && (
            <ul className={rows.rows}>
              {copies.map((copy) => (
                <Copy key={copy.id} copy={copy} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

const STATES: Record<PersonalCopy["status"], string> = {
  pending: "Waiting for its turn",
  running: "Being made",
  completed: "Ready",
  failed: "It could not be made",
  cancelled: "Stopped",
};

function Copy({ copy }: { copy: PersonalCopy }) {
  const download = useDownloadCopy();
  return (
    <li className={rows.row}>
      <div className={rows.text}>
        <span className={classes.event} role="status">
          {STATES[copy.status]}
        </span>
        <span className={rows.meta}>
          {copy.problem?.detail ?? (
            <>
              Asked for <When at={copy.created_at} />
              {copy.size !== null && ` · ${fileSize(copy.size)}`}
              {copy.expires_at && (
                <>
                  {" "}
                  · gone <When at={copy.expires_at} />
                </>
              )}
            </>
          )}
        </span>
      </div>
      {copy.status === "completed" && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={15} stroke={1.7} aria-hidden />}
          loading={download.isPending}
          onClick={() => download.mutate(copy, { onError: complain })}
        >
          Download
        </Button>
      )}
    </li>
  );
}

function Erasure() {
  const [asking, setAsking] = useState(false);
  const erase = useErasure();
  return (
    <section className={rows.panel} aria-labelledby="erase">
      <div className={classes.head}>
        <div>
          <h2 id="erase">Delete the account</h2>
          <p className={classes.hint}>
            Your profile, files, applications and documents are gone for good, and nobody can bring
            them back.
          </p>
        </div>
        <Button color="red.9" onClick={() => setAsking(true)}>
          Delete account
        </Button>
      </div>
      <Prove
        opened={asking}
        title="Delete your account?"
        deed="Delete everything"
        danger
        busy={erase.isPending}
        problem={erase.error}
        close={() => {
          setAsking(false);
          erase.reset();
        }}
        prove={(proof) => erase.mutate(proof)}
      >
        Everything that you have here is erased at once. Texts that you wrote with others stay with
        them.
      </Prove>
    </section>
  );
}
