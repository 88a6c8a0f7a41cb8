import { Alert, Anchor, PasswordInput, Skeleton, Text, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { Problem } from "../../api/problems";
import type { Wanted } from "../../api/types";
import { Loaded } from "../../parts/Loaded";
import { Door } from "./Door";
import classes from "./door.module.css";
import { Enter } from "./Enter";
import { useProveAddress, useWanted } from "./entering";

const FIELD: Record<string, "password" | "totp"> = {
  wrong_password: "password",
  totp_wrong: "totp",
};

/** Somebody came back from a provider whose address has an account here: is it theirs? */
export default function ProveAddress() {
  const query = useWanted();
  return (
    <Door title="One more step" lead="Then you are in.">
      <Loaded query={query} skeleton={<Skeleton height={180} />}>
        {(wanted) => (wanted ? <Form wanted={wanted} /> : <Stale />)}
      </Loaded>
      <Text c="dimmed">
        <Anchor component={Link} to="/sign-in" inherit underline="always">
          Back to signing in
        </Anchor>
      </Text>
    </Door>
  );
}

function Stale() {
  return (
    <Alert color="red" role="alert" title="This took too long">
      Sign in with your provider once more.
    </Alert>
  );
}

function Form({ wanted: { provider, email, wanted, next } }: { wanted: Wanted }) {
  const prove = useProveAddress();
  const navigate = useNavigate();
  const [withCode, setWithCode] = useState(wanted === "code");
  const withPassword = wanted === "password";
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "", totp: "" },
    validate: {
      password: withPassword ? isNotEmpty("Enter your password.") : undefined,
      totp: withCode ? isNotEmpty("Enter the code.") : undefined,
    },
  });
  const refused = (problem: Problem) => {
    if (problem.type === "totp_required") return setWithCode(true);
    const field = FIELD[problem.type];
    if (field) form.setFieldError(field, problem.message);
  };
  const submit = form.onSubmit(({ password, totp }) =>
    prove.mutate(
      { password: withPassword ? password : null, totp: withCode ? totp : null },
      { onSuccess: () => void navigate(next, { replace: true }), onError: refused },
    ),
  );
  const { error } = prove;
  return (
    <form onSubmit={submit} className={classes.fields} noValidate>
      <Text>
        {withPassword
          ? `There is an account with ${email} already. Show that it is yours, and ${provider} is connected to it.`
          : "Your account asks for a code of your authenticator app."}
      </Text>
      {error && !FIELD[error.type] && error.type !== "totp_required" && (
        <Alert color="red" role="alert">
          {error.message}
        </Alert>
      )}
      {withPassword && (
        <PasswordInput
          label="Password of your account here"
          autoComplete="current-password"
          autoFocus
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
      )}
      {withCode && (
        <TextInput
          label="Code"
          description="Six digits, or one of your recovery codes."
          autoComplete="one-time-code"
          autoFocus
          key={form.key("totp")}
          {...form.getInputProps("totp")}
        />
      )}
      <Enter busy={prove.isPending} problem={error} />
    </form>
  );
}
