import { Badge, Button, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useUser } from "../../api/session";
import rows from "../../parts/rows.module.css";
import { tell } from "../../parts/telling";
import { onDay } from "../../parts/times";
import { useRename } from "../../resources/account";
import classes from "./account.module.css";

const LONGEST = 200;
const ROLE = { candidate: "Candidate", recruiter: "Recruiter", admin: "Administrator" };

export function Person() {
  const user = useUser();
  const rename = useRename();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: user.name },
    validate: { name: isNotEmpty("Enter your name.") },
    transformValues: ({ name }) => ({ name: name.trim() }),
  });
  const submit = form.onSubmit(({ name }) =>
    rename.mutate(name, {
      onSuccess: () => tell("Your name was saved."),
      onError: (problem) => form.setFieldError("name", problem.message),
    }),
  );
  return (
    <section className={`${rows.panel} ${rows.stack}`} aria-label="You">
      <form onSubmit={submit} className={classes.name} noValidate>
        <TextInput
          label="Name"
          autoComplete="name"
          maxLength={LONGEST}
          key={form.key("name")}
          {...form.getInputProps("name")}
        />
        <Button type="submit" loading={rename.isPending}>
          Save
        </Button>
      </form>
      <dl className={classes.facts}>
        <dt>E-mail</dt>
        <dd>
          {user.email} <Verified />
          <span className={classes.hint}>You sign in with it. It cannot be changed yet.</span>
        </dd>
        <dt>Account</dt>
        <dd>
          {ROLE[user.role]}, since {onDay(user.created_at)}
        </dd>
      </dl>
    </section>
  );
}

/** Whether the address is known to be theirs; the way to show it is at the head of every page. */
function Verified() {
  const { email_verified } = useUser();
  return email_verified ? (
    <Badge color="green" size="sm">
      Confirmed
    </Badge>
  ) : (
    <Badge color="yellow" size="sm">
      Not confirmed
    </Badge>
  );
}
