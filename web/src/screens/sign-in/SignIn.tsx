import { Alert, Anchor, Button, PasswordInput, Text, TextInput } from "@mantine/core";
import { isNotEmpty, type UseFormReturnType, useForm } from "@mantine/form";
import { useState } from "react";
import { Link, useLocation } from "react-router";
import type { Problem } from "../../api/problems";
import { useSession } from "../../api/session";
import { obstacle } from "../../parts/obstacles";
import { Door } from "./Door";
import classes from "./door.module.css";
import { Enter } from "./Enter";
import { type Credentials, pointOut, useSignIn } from "./entering";
import { Providers } from "./Providers";

type Form = UseFormReturnType<Credentials>;

export function SignIn() {
  const signIn = useSignIn();
  const [step, setStep] = useState<"password" | "code">("password");
  const form = useForm<Credentials>({
    mode: "uncontrolled",
    initialValues: { email: "", password: "", totp: "" },
    validate: {
      email: isNotEmpty("Enter your e-mail address."),
      password: isNotEmpty("Enter your password."),
      totp: (value) => (step === "code" && !value.trim() ? "Enter the code." : null),
    },
  });
  const submit = form.onSubmit((given) =>
    signIn.mutate(given, {
      onError: (problem) => {
        if (problem.type === "totp_required") setStep("code");
        else if (problem.type === "totp_wrong") form.setFieldError("totp", problem.message);
        else pointOut(form, problem);
      },
    }),
  );
  const start = () => {
    setStep("password");
    form.setFieldValue("totp", "");
    signIn.reset();
  };
  return step === "password" ? (
    <Door title="Welcome back" lead="Sign in to go on where you left.">
      <form onSubmit={submit} className={classes.fields} noValidate>
        <Note problem={signIn.error} />
        <Password form={form} />
        <Enter busy={signIn.isPending} problem={signIn.error} />
      </form>
      <Providers />
      <Elsewhere />
    </Door>
  ) : (
    <Door title="One more step" lead="Your account asks for a code of your authenticator app.">
      <form onSubmit={submit} className={classes.fields} noValidate>
        <Note problem={signIn.error} />
        <Code form={form} />
        <Enter busy={signIn.isPending} problem={signIn.error} />
        <Button variant="subtle" fullWidth onClick={start}>
          Use another account
        </Button>
      </form>
    </Door>
  );
}

/** What has to be said above the form: why somebody is here, or what went wrong beyond one field. */
function Note({ problem }: { problem: Problem | null }) {
  const session = useSession();
  const query = new URLSearchParams(useLocation().search);
  const stopped = query.get("problem");
  const known = problem && /^totp_/.test(problem.type);
  if (problem && !known && problem.errors.length === 0)
    return (
      <Alert color="red" role="alert">
        {problem.message}
      </Alert>
    );
  if (problem) return null;
  if (stopped)
    return (
      <Alert color="red" role="alert">
        {obstacle(stopped)}
      </Alert>
    );
  if (query.has("changed"))
    return <Alert color="green">Your password was changed. Sign in with it.</Alert>;
  if (session.state === "out" && session.ended)
    return <Alert color="gray">You were signed out. Sign in to go on.</Alert>;
  return null;
}

function Password({ form }: { form: Form }) {
  return (
    <>
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        autoFocus
        key={form.key("email")}
        {...form.getInputProps("email")}
      />
      <div className={classes.password}>
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Anchor component={Link} to="/forgot" size="sm" underline="always">
          Forgot it?
        </Anchor>
      </div>
    </>
  );
}

function Code({ form }: { form: Form }) {
  return (
    <TextInput
      label="Code"
      description="Six digits, or one of your recovery codes."
      autoComplete="one-time-code"
      autoFocus
      key={form.key("totp")}
      {...form.getInputProps("totp")}
    />
  );
}

function Elsewhere() {
  const { search } = useLocation();
  return (
    <Text c="dimmed">
      New here?{" "}
      <Anchor component={Link} to={`/sign-up${search}`} inherit underline="always">
        Make an account
      </Anchor>
    </Text>
  );
}
