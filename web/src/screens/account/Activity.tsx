import type { AuditEntry, AuditKind } from "../../api/types";
import { Loaded } from "../../parts/Loaded";
import { More } from "../../parts/More";
import { RowSkeletons } from "../../parts/RowSkeletons";
import rows from "../../parts/rows.module.css";
import { When } from "../../parts/When";
import { useActivity } from "../../resources/account";
import classes from "./account.module.css";
import { placeOf } from "./places";

const WORDS: Record<AuditKind, string> = {
  registered: "You made this account",
  signed_in: "You signed in",
  sign_in_failed: "Somebody tried a wrong password",
  signed_out: "You signed out",
  session_ended: "You ended a sign-in",
  session_stolen: "A sign-in was used twice, so it was ended",
  email_verified: "You confirmed your address",
  password_reset_requested: "Somebody asked for a new password",
  password_reset: "You set a new password by a mailed link",
  password_changed: "You changed your password",
  provider_linked: "You connected a provider",
  provider_unlinked: "You disconnected a provider",
  totp_enabled: "You turned the authenticator app on",
  totp_disabled: "You turned the authenticator app off",
  totp_reused: "A code of the authenticator app was used twice",
  recovery_code_used: "A recovery code was used",
  api_key_created: "You made an API key",
  api_key_deleted: "You deleted an API key",
  copy_requested: "You asked for a copy of your data",
  copy_downloaded: "You downloaded a copy of your data",
};

/** What makes somebody look twice. */
const ODD = new Set<AuditKind>([
  "sign_in_failed",
  "session_stolen",
  "totp_reused",
  "recovery_code_used",
]);

export function Activity() {
  const list = useActivity();
  return (
    <section aria-labelledby="activity" className={rows.stack}>
      <div>
        <h2 id="activity">Recent activity</h2>
        <p className={classes.hint}>
          Of the last year. Something you do not know? Change your password.
        </p>
      </div>
      <Loaded query={list} skeleton={<RowSkeletons rows={4} />}>
        {() => (
          <>
            <ul className={rows.rows}>
              {list.items.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </ul>
            <More list={list} all="This is everything." />
          </>
        )}
      </Loaded>
    </section>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { provider, name, ended } = entry.facts;
  const about = provider ?? name ?? ended;
  return (
    <li className={rows.row}>
      <div className={rows.text}>
        <span className={classes.event} data-odd={ODD.has(entry.kind) || undefined}>
          {WORDS[entry.kind]}
          {about && <span className={classes.about}> · {about}</span>}
        </span>
        <span className={rows.meta}>{placeOf(entry)}</span>
      </div>
      <span className={rows.end}>
        <When at={entry.created_at} />
      </span>
    </li>
  );
}
