import { Page } from "../../parts/Page";

export default function Postings() {
  return <Page title="Postings">{null}</Page>;
}
