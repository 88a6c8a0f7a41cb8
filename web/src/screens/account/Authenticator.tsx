import { Alert, Badge, Button, Skeleton } from "@mantine/core";
import { useState } from "react";
import { Loaded } from "../../parts/Loaded";
import rows from "../../parts/rows.module.css";
import { tell } from "../../parts/telling";
import { count } from "../../parts/words";
import { useEnrolment, useRemoveTotp, useTotp } from "../../resources/account";
import classes from "./account.module.css";
import { Enrolment } from "./Enrolment";
import { Prove } from "./Prove";
import { RecoveryCodes } from "./RecoveryCodes";

/** Codes so few that it is time for new ones. */
const FEW = 3;

export function Authenticator() {
  const query = useTotp();
  const enrolment = useEnrolment();
  const [codes, setCodes] = useState<string[]>();
  if (codes) return <RecoveryCodes codes={codes} done={() => setCodes(undefined)} />;
  if (enrolment.data)
    return <Enrolment enrolment={enrolment.data} close={enrolment.reset} confirmed={setCodes} />;
  return (
    <section className={`${rows.panel} ${rows.stack}`} aria-labelledby="authenticator">
      <Loaded query={query} skeleton={<Skeleton height={48} />}>
        {({ enabled, recovery_codes_left: left }) =>
          enabled ? (
            <On left={left} />
          ) : (
            <Off begin={() => enrolment.mutate()} busy={enrolment.isPending} />
          )
        }
      </Loaded>
      {enrolment.isError && (
        <Alert color={enrolment.error.type === "email_unverified" ? "yellow" : "red"} role="alert">
          {enrolment.error.message}
        </Alert>
      )}
    </section>
  );
}

function Off({ begin, busy }: { begin: () => void; busy: boolean }) {
  return (
    <div className={classes.head}>
      <div>
        <h2 id="authenticator">Authenticator app</h2>
        <p className={classes.hint}>
          A second proof beside your password: nobody who finds it out gets in.
        </p>
      </div>
      <Button loading={busy} onClick={begin}>
        Set up
      </Button>
    </div>
  );
}

function On({ left }: { left: number }) {
  const remove = useRemoveTotp();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <div className={classes.head}>
        <div>
          <h2 id="authenticator">
            Authenticator app{" "}
            <Badge color="green" size="sm" ml={6}>
              On
            </Badge>
          </h2>
          <p className={classes.hint}>{count(left, "recovery code")} left for when it is lost.</p>
        </div>
        <Button variant="default" onClick={() => setAsking(true)}>
          Turn off
        </Button>
      </div>
      {left <= FEW && (
        <Alert color="yellow">
          You are running out of recovery codes. Turn the app off and set it up again to get new
          ones.
        </Alert>
      )}
      <Prove
        opened={asking}
        title="Turn off the authenticator app?"
        deed="Turn off"
        danger
        codeless
        busy={remove.isPending}
        problem={remove.error}
        close={() => {
          setAsking(false);
          remove.reset();
        }}
        prove={(proof) =>
          remove.mutate(proof, {
            onSuccess: () => {
              setAsking(false);
              tell("The authenticator app is off.");
            },
          })
        }
      >
        Your password alone will be enough to sign in, and the recovery codes stop working.
      </Prove>
    </>
  );
}
