import { IconMail } from "@tabler/icons-react";
import { Page } from "../../parts/Page";
import rows from "../../parts/rows.module.css";
import classes from "./account.module.css";

/** What can be chosen comes with what is told; the security of the account is never a choice. */
export function Notifications() {
  return (
    <Page
      title="Notifications"
      tab="Notifications · Account"
      subtitle="What you are told, and how."
    >
      <ul className={rows.rows}>
        <li className={rows.row}>
          <IconMail size={20} stroke={1.6} aria-hidden />
          <div className={rows.text}>
            <span className={rows.title}>Security of your account</span>
            <span className={rows.meta}>
              New passwords, providers, authenticator apps and keys. By mail.
            </span>
          </div>
          <span className={rows.end}>Always</span>
        </li>
      </ul>
      <p className={classes.hint}>
        This is all that is mailed to you. What happens to your applications shows here at once.
      </p>
    </Page>
  );
}
