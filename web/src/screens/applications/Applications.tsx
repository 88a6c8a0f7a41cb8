import { Page } from "../../parts/Page";

export default function Applications() {
  return <Page title="Applications">{null}</Page>;
}
