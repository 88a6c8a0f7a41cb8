import { Page } from "../../parts/Page";

export default function Review() {
  return <Page title="Review">{null}</Page>;
}
