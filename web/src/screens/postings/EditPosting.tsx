import { Page } from "../../parts/Page";

export default function EditPosting() {
  return <Page title="EditPosting">{null}</Page>;
}
