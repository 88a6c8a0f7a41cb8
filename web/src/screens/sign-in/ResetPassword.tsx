import { Alert, Anchor, Button, Text } from "@mantine/core";
import { hasLength, useForm } from "@mantine/form";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { endSession } from "../../api/session";
import { Door } from "./Door";
import classes from "./door.module.css";
import { pointOut, SHORTEST_PASSWORD, takeToken, useResetPassword } from "./entering";
import { NewPassword } from "./NewPassword";

export default function ResetPassword() {
  const [token] = useState(takeToken);
  const reset = useResetPassword();
  const navigate = useNavigate();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "" },
    validate: {
      password: hasLength(
        { min: SHORTEST_PASSWORD },
        `Use at least ${SHORTEST_PASSWORD} characters.`,
      ),
    },
  });
  const submit = form.onSubmit(({ password }) =>
    reset.mutate(
      { token, password },
      {
        // Every sign-in has ended, and so has one of this browser.
        onSuccess: () => {
          endSession({ ended: false });
          void navigate("/sign-in?changed", { replace: true });
        },
        onError: (problem) => pointOut(form, problem),
      },
    ),
  );
  const spent = !token || reset.error?.type === "link_spent";
  return (
    <Door title="Set a new password" lead="It ends every sign-in there is, on all your devices.">
      {spent ? (
        <Alert color="red" role="alert" title="This link does not work any more">
          It was used before, or its time is over.{" "}
          <Anchor component={Link} to="/forgot" inherit underline="always">
            Ask for a new one
          </Anchor>
        </Alert>
      ) : (
        <form onSubmit={submit} className={classes.fields} noValidate>
          {reset.isError && reset.error.errors.length === 0 && (
            <Alert color="red" role="alert">
              {reset.error.message}
            </Alert>
          )}
          <NewPassword
            label="New password"
            autoFocus
            key={form.key("password")}
            {...form.getInputProps("password")}
          />
          <Button type="submit" size="md" fullWidth loading={reset.isPending}>
            Set password
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
