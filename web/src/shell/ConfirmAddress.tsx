import { Button } from "@mantine/core";
import { IconMailExclamation } from "@tabler/icons-react";
import { useUser } from "../api/session";
import { useMailVerification } from "../resources/account";
import classes from "./shell.module.css";

/** Stands above every page until the address is known to be the person's. */
export function ConfirmAddress() {
  const { email, email_verified } = useUser();
  const mail = useMailVerification();
  if (email_verified) return null;
  return (
    <section className={classes.notice} aria-label="Your address">
      <IconMailExclamation size={18} stroke={1.7} aria-hidden />
      <p role="status">
        {mail.isSuccess
          ? `A new link is on its way to ${email}.`
          : (mail.error?.message ?? `Is ${email} yours? Open the link that we mailed to it.`)}
      </p>
      {!mail.isSuccess && (
        <Button variant="default" size="xs" loading={mail.isPending} onClick={() => mail.mutate()}>
          Send it again
        </Button>
      )}
    </section>
  );
}
