import { Alert, Button, PasswordInput } from "@mantine/core";
import { hasLength, isNotEmpty, useForm } from "@mantine/form";
import { useState } from "react";
import { useUser } from "../../api/session";
import rows from "../../parts/rows.module.css";
import { tell } from "../../parts/telling";
import { useChangePassword, useMailPasswordLink } from "../../resources/account";
import { pointOut, SHORTEST_PASSWORD } from "../sign-in/entering";
import { NewPassword } from "../sign-in/NewPassword";
import classes from "./account.module.css";

export function Password() {
  const { has_password } = useUser();
  return has_password ? <Change /> : <None />;
}

function Change() {
  const [open, setOpen] = useState(false);
  return (
    <section className={`${rows.panel} ${rows.stack}`} aria-labelledby="password">
      <div className={classes.head}>
        <div>
          <h2 id="password">Password</h2>
          <p className={classes.hint}>A new one ends your sign-ins on all other devices.</p>
        </div>
        {!open && (
          <Button variant="default" onClick={() => setOpen(true)}>
            Change password
          </Button>
        )}
      </div>
      {open && <Form close={() => setOpen(false)} />}
    </section>
  );
}

function Form({ close }: { close: () => void }) {
  const change = useChangePassword();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { current: "", new: "" },
    validate: {
      current: isNotEmpty("Enter the password that you have now."),
      new: hasLength({ min: SHORTEST_PASSWORD }, `Use at least ${SHORTEST_PASSWORD} characters.`),
    },
  });
  const submit = form.onSubmit((given) =>
    change.mutate(given, {
      onSuccess: () => {
        tell("Your password was changed.");
        close();
      },
      onError: (problem) => {
        if (problem.type === "wrong_password")
          form.setFieldError("current", "This is not your password.");
        else pointOut(form, problem);
      },
    }),
  );
  const beyond =
    change.error && change.error.type !== "wrong_password" && change.error.errors.length === 0;
  return (
    <form onSubmit={submit} className={classes.fields} noValidate>
      {beyond && (
        <Alert color="red" role="alert">
          {change.error?.message}
        </Alert>
      )}
      <PasswordInput
        label="Current password"
        autoComplete="current-password"
        autoFocus
        key={form.key("current")}
        {...form.getInputProps("current")}
      />
      <NewPassword label="New password" key={form.key("new")} {...form.getInputProps("new")} />
      <div className={classes.beside}>
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" loading={change.isPending}>
          Save password
        </Button>
      </div>
    </form>
  );
}

/** Whoever came by a provider sets a first password by a mailed link, as after forgetting one. */
function None() {
  const { email } = useUser();
  const mail = useMailPasswordLink();
  return (
    <section className={`${rows.panel} ${rows.stack}`} aria-labelledby="password">
      <div className={classes.head}>
        <div>
          <h2 id="password">Password</h2>
          <p className={classes.hint}>
            You have none, and sign in by a provider. With one you can sign in without it, too.
          </p>
        </div>
        {!mail.isSuccess && (
          <Button variant="default" loading={mail.isPending} onClick={() => mail.mutate(email)}>
            Set a password
          </Button>
        )}
      </div>
      {mail.isSuccess && (
        <Alert color="green" role="status">
          We mailed a link to {email}. It works once, for 30 minutes.
        </Alert>
      )}
      {mail.isError && (
        <Alert color="red" role="alert">
          {mail.error.message}
        </Alert>
      )}
    </section>
  );
}
