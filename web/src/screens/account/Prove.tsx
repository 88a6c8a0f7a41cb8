import { Alert, Button, Group, Modal, PasswordInput, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type ReactNode, useEffect } from "react";
import type { Problem } from "../../api/problems";
import { useUser } from "../../api/session";
import { type Proof, useSignOut, useTotp } from "../../resources/account";
import classes from "./account.module.css";

interface ProveProps {
  opened: boolean;
  title: string;
  /** What will happen. */
  children: ReactNode;
  deed: string;
  danger?: boolean;
  /** For whoever has lost the app: no code is asked for. */
  codeless?: boolean;
  busy: boolean;
  problem: Problem | null;
  prove: (proof: Proof) => void;
  close: () => void;
}

const FIELD: Record<string, "password" | "totp"> = {
  wrong_password: "password",
  totp_required: "totp",
  totp_wrong: "totp",
};

/** Asks once more who it is, before what opens or closes the account itself. */
export function Prove(props: ProveProps) {
  const { opened, title, close } = props;
  return (
    <Modal opened={opened} onClose={close} title={title} size={440}>
      {opened && <ProofForm {...props} />}
    </Modal>
  );
}

function ProofForm({ children, deed, danger, codeless, busy, problem, prove, close }: ProveProps) {
  const { has_password } = useUser();
  const withCode = useTotp().data?.enabled === true && !codeless;
  const form = useForm({ mode: "uncontrolled", initialValues: { password: "", totp: "" } });
  const { setFieldError } = form;
  const field = problem && FIELD[problem.type];
  useEffect(() => {
    if (problem && field)
      setFieldError(field, field === "password" ? "This is not your password." : problem.message);
  }, [problem, field, setFieldError]);
  const submit = form.onSubmit(({ password, totp }) =>
    prove({ password: has_password ? password : null, totp: withCode ? totp : null }),
  );
  return (
    <form onSubmit={submit} className={classes.steps} noValidate>
      <Text>{children}</Text>
      {problem && !field && <Beyond problem={problem} />}
      {has_password && (
        <PasswordInput
          label="Your password"
          autoComplete="current-password"
          data-autofocus
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
      )}
      {withCode && (
        <TextInput
          label="Code"
          description="Of your authenticator app, or a recovery code."
          autoComplete="one-time-code"
          key={form.key("totp")}
          {...form.getInputProps("totp")}
        />
      )}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button type="submit" color={danger ? "red.9" : undefined} loading={busy}>
          {deed}
        </Button>
      </Group>
    </form>
  );
}

/** An account without a password proves itself by a sign-in of a moment ago. */
function Beyond({ problem }: { problem: Problem }) {
  const signOut = useSignOut();
  return (
    <Alert color={problem.type === "sign_in_again" ? "yellow" : "red"} role="alert">
      {problem.message}
      {problem.type === "sign_in_again" && (
        <Button
          variant="default"
          mt="sm"
          loading={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          Sign out, and in again
        </Button>
      )}
    </Alert>
  );
}
