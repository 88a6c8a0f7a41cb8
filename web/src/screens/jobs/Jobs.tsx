import { Page } from "../../parts/Page";

export default function Jobs() {
  return <Page title="Jobs">{null}</Page>;
}
