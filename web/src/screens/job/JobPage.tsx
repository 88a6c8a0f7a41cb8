import { Page } from "../../parts/Page";

export default function JobPage() {
  return <Page title="JobPage">{null}</Page>;
}
