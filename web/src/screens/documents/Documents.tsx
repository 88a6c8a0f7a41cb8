import { Page } from "../../parts/Page";

export default function Documents() {
  return <Page title="Documents">{null}</Page>;
}
