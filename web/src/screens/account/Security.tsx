import { Page } from "../../parts/Page";
import { Activity } from "./Activity";
import { Authenticator } from "./Authenticator";
import { Password } from "./Password";

export function Security() {
  return (
    <Page
      title="Security"
      tab="Security · Account"
      subtitle="How you prove that it is you, and what happened to your account."
    >
      <Password />
      <Authenticator />
      <Activity />
    </Page>
  );
}
