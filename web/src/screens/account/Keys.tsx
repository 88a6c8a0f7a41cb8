import { Anchor, Badge, Button } from "@mantine/core";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { ApiKey, NewApiKey } from "../../api/types";
import { Confirm } from "../../parts/Confirm";
import { Empty } from "../../parts/Empty";
import { Loaded } from "../../parts/Loaded";
import { Page } from "../../parts/Page";
import { RowSkeletons } from "../../parts/RowSkeletons";
import rows from "../../parts/rows.module.css";
import { tell } from "../../parts/telling";
import { onDay } from "../../parts/times";
import { When } from "../../parts/When";
import { count } from "../../parts/words";
import { useDeleteKey, useKeys } from "../../resources/keys";
import { KeyDraft } from "./KeyDraft";
import { KeyShown } from "./KeyShown";

export function Keys() {
  const list = useKeys();
  const [drafting, setDrafting] = useState(false);
  const [made, setMade] = useState<NewApiKey>();
  return (
    <Page
      title="API keys"
      tab="API keys · Account"
      subtitle={
        <>
          For programs of yours. A key does what you let it, and never reaches the account itself.{" "}
          <Anchor href="/docs" inherit underline="always">
            What programs can do
          </Anchor>
        </>
      }
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDrafting(true)}>
          Make a key
        </Button>
      }
    >
      {made && <KeyShown made={made} done={() => setMade(undefined)} />}
      <Loaded query={list} skeleton={<RowSkeletons rows={2} />}>
        {() =>
          list.items.length === 0 ? (
            <Empty icon={IconKey} title="No keys">
              Make one when a program of yours should read or change what you have here.
            </Empty>
          ) : (
            <ul className={rows.rows}>
              {list.items.map((key) => (
                <Row key={key.id} apiKey={key} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <KeyDraft opened={drafting} close={() => setDrafting(false)} made={setMade} />
    </Page>
  );
}

function Row({ apiKey }: { apiKey: ApiKey }) {
  const [asking, setAsking] = useState(false);
  const remove = useDeleteKey();
  const { name, hint, scopes, expires_at, last_used_at } = apiKey;
  const over = expires_at !== null && Date.parse(expires_at) < Date.now();
  return (
    <li className={rows.row}>
      <div className={rows.text}>
        <span className={rows.title}>{name}</span>
        <span className={rows.meta}>
          {hint}… · <span title={scopes.join(", ")}>{count(scopes.length, "permission")}</span> ·{" "}
          {last_used_at ? (
            <>
              used <When at={last_used_at} />
            </>
          ) : (
            "never used"
          )}
          {expires_at && !over && ` · until ${onDay(expires_at)}`}
        </span>
      </div>
      <div className={rows.end}>
        {over && <Badge color="gray">Expired</Badge>}
        <Button
          variant="default"
          size="xs"
          aria-label={`Delete the key ${name}`}
          onClick={() => setAsking(true)}
        >
          Delete
        </Button>
      </div>
      <Confirm
        opened={asking}
        title={`Delete the key “${name}”?`}
        deed="Delete"
        busy={remove.isPending}
        problem={remove.error}
        close={() => setAsking(false)}
        confirm={() =>
          remove.mutate(apiKey.id, { onSuccess: () => tell("The key works no more.") })
        }
      >
        Programs that use it are refused from now on.
      </Confirm>
    </li>
  );
}
