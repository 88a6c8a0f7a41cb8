import { Alert, Anchor, Button, Text, TextInput } from "@mantine/core";
import { isEmail, useForm } from "@mantine/form";
import { Link } from "react-router";
import { Door } from "./Door";
import classes from "./door.module.css";
import { pointOut, useAskForReset } from "./entering";

/** The answer is the same whether there is such an account or not. */
export default function Forgot() {
  const asking = useAskForReset();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "" },
    validate: { email: isEmail("Enter an e-mail address, such as ada@example.org.") },
  });
  const submit = form.onSubmit((given) =>
    asking.mutate(given, { onError: (problem) => pointOut(form, problem) }),
  );
  return (
    <Door title="A new password" lead="We mail you a link with which you set one.">
      {asking.isSuccess ? (
        <Alert color="green" role="status" title="Look into your mailbox">
          If there is an account with this address, the link is on its way. It works once, for 30
          minutes.
        </Alert>
      ) : (
        <form onSubmit={submit} className={classes.fields} noValidate>
          {asking.isError && asking.error.errors.length === 0 && (
            <Alert color="red" role="alert">
              {asking.error.message}
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
          <Button type="submit" size="md" fullWidth loading={asking.isPending}>
            Send the link
          </Button>
        </form>
      )}
      <Text c="dimmed">
        <Anchor component={Link} to="/sign-in" inherit underline="always">
          Back to signing in
        </Anchor>
      </Text>
    </Door>
  );
}
