import { Page } from "../../parts/Page";

export default function Profile() {
  return <Page title="Profile">{null}</Page>;
}
