import { Skeleton } from "@mantine/core";
import { useParams } from "react-router";
import { BackLink } from "../../parts/BackLink";
import { Loaded } from "../../parts/Loaded";
import { Page } from "../../parts/Page";
import { useJob } from "../../resources/jobs";
import { PostingEditor } from "./PostingEditor";

/** A posting, new or written before. */
export default function EditPosting() {
  const { jobId } = useParams();
  return jobId ? <Known key={jobId} id={jobId} /> : <PostingEditor key="new" job={undefined} />;
}

function Known({ id }: { id: string }) {
  const job = useJob(id);
  return (
    <Loaded query={job} skeleton={<Outline />}>
      {(found) => <PostingEditor job={found} />}
    </Loaded>
  );
}

function Outline() {
  return (
    <Page title="Posting" above={<BackLink to="/postings">Postings</BackLink>}>
      <Skeleton height={520} radius="lg" />
    </Page>
  );
}
