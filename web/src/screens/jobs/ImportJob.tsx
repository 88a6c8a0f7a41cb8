import { Page } from "../../parts/Page";

export default function ImportJob() {
  return <Page title="ImportJob">{null}</Page>;
}
