import { Alert, Anchor, SegmentedControl, Text, TextInput } from "@mantine/core";
import { hasLength, isEmail, isNotEmpty, useForm } from "@mantine/form";
import { useState } from "react";
import { Link, useLocation } from "react-router";
import { Door } from "./Door";
import classes from "./door.module.css";
import { Enter } from "./Enter";
import { pointOut, type Registration, SHORTEST_PASSWORD, useSignUp } from "./entering";
import { NewPassword } from "./NewPassword";
import { Providers } from "./Providers";

export function SignUp() {
  const { search } = useLocation();
  const signUp = useSignUp();
  const form = useForm<Registration>({
    mode: "uncontrolled",
    initialValues: { name: "", email: "", password: "", role: "candidate" },
    validate: {
      name: isNotEmpty("Enter your name."),
      email: isEmail("Enter an e-mail address, such as ada@example.org."),
      password: hasLength(
        { min: SHORTEST_PASSWORD },
        `Use at least ${SHORTEST_PASSWORD} characters.`,
      ),
    },
  });
  const [role, setRole] = useState<Registration["role"]>("candidate");
  form.watch("role", ({ value }) => setRole(value));
  const submit = form.onSubmit((given) =>
    signUp.mutate(given, { onError: (problem) => pointOut(form, problem) }),
  );
  return (
    <Door title="Make an account" lead="It takes a minute. You need no card and no invitation.">
      <form onSubmit={submit} className={classes.fields} noValidate>
        {signUp.isError && signUp.error.errors.length === 0 && (
          <Alert color="red" role="alert">
            {signUp.error.message}
          </Alert>
        )}
        <SegmentedControl
          fullWidth
          aria-label="What you are here for"
          data={[
            { value: "candidate", label: "I look for a job" },
            { value: "recruiter", label: "I hire" },
          ]}
          key={form.key("role")}
          {...form.getInputProps("role")}
        />
        <TextInput
          label="Name"
          autoComplete="name"
          autoFocus
          key={form.key("name")}
          {...form.getInputProps("name")}
        />
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="email"
          key={form.key("email")}
          {...form.getInputProps("email")}
        />
        <NewPassword
          label="Password"
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Enter busy={signUp.isPending} problem={signUp.error} name="Make account" />
      </form>
      <Providers role={role} />
      <Text c="dimmed">
        Been here before?{" "}
        <Anchor component={Link} to={`/sign-in${search}`} inherit underline="always">
          Sign in
        </Anchor>
      </Text>
    </Door>
  );
}
