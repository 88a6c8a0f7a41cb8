import { Button } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { Page } from "../../parts/Page";
import rows from "../../parts/rows.module.css";
import { useSignOut } from "../../resources/account";
import { Appearance } from "./Appearance";
import classes from "./account.module.css";
import { Person } from "./Person";

export function You() {
  const signOut = useSignOut();
  return (
    <Page title="You" tab="Account" subtitle="What you are called here and how you are reached.">
      <Person />
      <Appearance />
      <section className={`${rows.panel} ${classes.beside}`} aria-label="Sign out">
        <div>
          <h2>Sign out</h2>
          <p className={classes.hint}>Of this browser. What you have here stays.</p>
        </div>
        <Button
          variant="default"
          leftSection={<IconLogout size={16} stroke={1.7} aria-hidden />}
          loading={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          Sign out
        </Button>
      </section>
    </Page>
  );
}
