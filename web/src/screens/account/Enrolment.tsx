import { Alert, Button, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import type { TotpEnrolment } from "../../api/types";
import rows from "../../parts/rows.module.css";
import { useConfirmTotp } from "../../resources/account";
import classes from "./account.module.css";

interface EnrolmentProps {
  enrolment: TotpEnrolment;
  close: () => void;
  confirmed: (recoveryCodes: string[]) => void;
}

/** The secret as a picture and as letters, until a first code shows that the app has it. */
export function Enrolment({ enrolment, close, confirmed }: EnrolmentProps) {
  const confirm = useConfirmTotp();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { code: "" },
    validate: { code: isNotEmpty("Enter the code that the app shows.") },
  });
  const submit = form.onSubmit(({ code }) =>
    confirm.mutate(code, {
      onSuccess: ({ recovery_codes }) => {
        close();
        confirmed(recovery_codes);
      },
      onError: (problem) => form.setFieldError("code", problem.message),
    }),
  );
  return (
    <section className={`${rows.panel} ${rows.stack}`} aria-labelledby="authenticator">
      <h2 id="authenticator">Set up an authenticator app</h2>
      <div className={classes.enrolment}>
        <img className={classes.qr} src={enrolment.qr} alt="QR code of the secret" />
        <form onSubmit={submit} className={classes.steps} noValidate>
          <p>
            Scan this with an app such as Aegis, 1Password or Google Authenticator. If it cannot
            scan, type this into it:
          </p>
          <p className={classes.code}>{enrolment.secret.match(/.{1,4}/g)?.join(" ")}</p>
          <TextInput
            label="Code"
            description="The six digits that the app shows now."
            autoComplete="one-time-code"
            inputMode="numeric"
            maxLength={7}
            autoFocus
            key={form.key("code")}
            {...form.getInputProps("code")}
          />
          <div className={classes.beside}>
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={confirm.isPending}>
              Turn on
            </Button>
          </div>
        </form>
      </div>
      <Alert color="gray">This secret is shown only now. Nobody else may see it.</Alert>
    </section>
  );
}
