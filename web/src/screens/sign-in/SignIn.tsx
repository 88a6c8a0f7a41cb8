import { Alert, Anchor, Button, PasswordInput, Text, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { Link, useLocation } from "react-router";
import { useSession } from "../../api/session";
import { Door } from "./Door";
import classes from "./door.module.css";
import { type Credentials, pointOut, useSignIn } from "./entering";

export function SignIn() {
  const session = useSession();
  const { search } = useLocation();
  const signIn = useSignIn();
  const form = useForm<Credentials>({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: {
      email: isNotEmpty("Enter your e-mail address."),
      password: isNotEmpty("Enter your password."),
    },
  });
  const ended = session.state === "out" && session.ended && !signIn.isError;
  const submit = form.onSubmit((given) =>
    signIn.mutate(given, { onError: (problem) => pointOut(form, problem) }),
  );
  return (
    <Door title="Welcome back" lead="Sign in to go on where you left.">
      <form onSubmit={submit} className={classes.fields} noValidate>
        {ended && <Alert color="gray">You were signed out. Sign in to go on.</Alert>}
        {signIn.isError && signIn.error.errors.length === 0 && (
          <Alert color="red" role="alert">
            {signIn.error.message}
          </Alert>
        )}
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="email"
          autoFocus
          key={form.key("email")}
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
          Sign in
        </Button>
      </form>
      <Text c="dimmed">
        New here?{" "}
        <Anchor component={Link} to={`/sign-up${search}`} inherit underline="always">
          Make an account
        </Anchor>
      </Text>
    </Door>
  );
}
