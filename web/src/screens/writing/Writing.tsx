import { Page } from "../../parts/Page";

export default function Writing() {
  return <Page title="Writing">{null}</Page>;
}
