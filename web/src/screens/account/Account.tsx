// Being built by the second web engineer.
import { Button, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useUser } from "../../api/session";
import { Page } from "../../parts/Page";
import rows from "../../parts/rows.module.css";
import { tell } from "../../parts/telling";
import { useRename } from "../../resources/account";

export default function Account() {
  const user = useUser();
  const rename = useRename();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: user.name },
    validate: { name: isNotEmpty("Enter your name.") },
  });
  const submit = form.onSubmit(({ name }) =>
    rename.mutate(name.trim(), {
      onSuccess: () => tell("Your name was saved."),
      onError: (problem) => form.setFieldError("name", problem.message),
    }),
  );
  return (
    <Page title="Account" width="narrow" subtitle="How you sign in and what you are called here.">
      <form className={`${rows.panel} ${rows.stack}`} onSubmit={submit} noValidate>
        <TextInput
          label="Name"
          autoComplete="name"
          key={form.key("name")}
          {...form.getInputProps("name")}
        />
        <TextInput
          label="E-mail"
          value={user.email}
          readOnly
          description="This is how you sign in. It cannot be changed yet."
        />
        <div>
          <Button type="submit" loading={rename.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Page>
  );
}
