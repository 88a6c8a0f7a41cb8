import { Alert, Button } from "@mantine/core";
import { IconPlugConnected } from "@tabler/icons-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { Identity, Provider } from "../../api/types";
import { Confirm } from "../../parts/Confirm";
import { Empty } from "../../parts/Empty";
import { Loaded } from "../../parts/Loaded";
import { obstacle } from "../../parts/obstacles";
import { Page } from "../../parts/Page";
import { ProviderMark } from "../../parts/ProviderMark";
import { RowSkeletons } from "../../parts/RowSkeletons";
import rows from "../../parts/rows.module.css";
import { tell } from "../../parts/telling";
import { onDay } from "../../parts/times";
import { useConnect, useDisconnect, useIdentities, useProviders } from "../../resources/providers";
import { Prove } from "./Prove";

export function Connections() {
  const providers = useProviders();
  const identities = useIdentities();
  return (
    <Page
      title="Connections"
      tab="Connections · Account"
      subtitle="Accounts elsewhere with which you sign in here. Nothing is read there but your name and address."
    >
      <Outcome providers={providers.data ?? []} />
      <Loaded query={identities} skeleton={<RowSkeletons rows={2} />}>
        {(connected) => (
          <Loaded query={providers} skeleton={<RowSkeletons rows={2} />}>
            {(offered) => <List offered={offered} connected={connected} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

/** What came of the way to a provider and back. */
function Outcome({ providers }: { providers: Provider[] }) {
  const [query] = useSearchParams();
  const problem = query.get("problem");
  const connected = query.get("connected");
  if (problem)
    return (
      <Alert color="red" role="alert" title="Nothing was connected">
        {obstacle(problem)}
      </Alert>
    );
  if (!connected) return null;
  const label = providers.find(({ name }) => name === connected)?.label ?? "The provider";
  return (
    <Alert color="green" role="status">
      {label} is connected. You can sign in with it from now on.
    </Alert>
  );
}

function List({ offered, connected }: { offered: Provider[]; connected: Identity[] }) {
  const open = offered.filter(({ name }) => !connected.some(({ provider }) => provider === name));
  if (open.length + connected.length === 0)
    return (
      <Empty icon={IconPlugConnected} title="No providers are set up here">
        People sign in with their address and a password.
      </Empty>
    );
  return (
    <ul className={rows.rows}>
      {connected.map((identity) => (
        <Connected key={identity.id} identity={identity} />
      ))}
      {open.map((provider) => (
        <Open key={provider.name} provider={provider} />
      ))}
    </ul>
  );
}

function Connected({ identity }: { identity: Identity }) {
  const [asking, setAsking] = useState(false);
  const disconnect = useDisconnect();
  const { label } = identity;
  return (
    <li className={rows.row}>
      <ProviderMark name={identity.provider} />
      <div className={rows.text}>
        <span className={rows.title}>{label}</span>
        <span className={rows.meta}>
          {[identity.email, `since ${onDay(identity.created_at)}`].filter(Boolean).join(" · ")}
        </span>
      </div>
      <Button
        variant="default"
        size="xs"
        aria-label={`Disconnect ${label}`}
        onClick={() => setAsking(true)}
      >
        Disconnect
      </Button>
      <Confirm
        opened={asking}
        title={`Disconnect ${label}?`}
        deed="Disconnect"
        busy={disconnect.isPending}
        problem={disconnect.error}
        close={() => {
          setAsking(false);
          disconnect.reset();
        }}
        confirm={() =>
          disconnect.mutate(identity.id, { onSuccess: () => tell(`${label} is disconnected.`) })
        }
      >
        You cannot sign in with it any more. What you have here stays.
      </Confirm>
    </li>
  );
}

function Open({ provider: { name, label } }: { provider: Provider }) {
  const [asking, setAsking] = useState(false);
  const connect = useConnect();
  return (
    <li className={rows.row}>
      <ProviderMark name={name} />
      <div className={rows.text}>
        <span className={rows.title}>{label}</span>
        <span className={rows.meta}>Not connected</span>
      </div>
      <Button
        variant="default"
        size="xs"
        aria-label={`Connect ${label}`}
        onClick={() => setAsking(true)}
      >
        Connect
      </Button>
      <Prove
        opened={asking}
        title={`Connect ${label}`}
        deed="Go on"
        busy={connect.isPending || connect.isSuccess}
        problem={connect.error}
        close={() => {
          setAsking(false);
          connect.reset();
        }}
        prove={(proof) => connect.mutate({ ...proof, provider: name })}
      >
        You go to {label}, and come back here.
      </Prove>
    </li>
  );
}
