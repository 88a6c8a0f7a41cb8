import { Button, Skeleton, Tabs } from "@mantine/core";
import { IconPencil, IconSparkles } from "@tabler/icons-react";
import { Link, useParams, useSearchParams } from "react-router";
import type { Job } from "../../api/types";
import { BackLink } from "../../parts/BackLink";
import { Loaded } from "../../parts/Loaded";
import { Page } from "../../parts/Page";
import { useJob } from "../../resources/jobs";
import { CheckJob } from "./CheckJob";
import { Facts } from "./Facts";
import { JobActions } from "./JobActions";
import classes from "./job.module.css";
import { Match } from "./Match";
import { PostingText } from "./PostingText";

export default function JobPage() {
  const { jobId = "" } = useParams();
  const query = useJob(jobId);
  return (
    <Loaded query={query} skeleton={<JobSkeleton />}>
      {(job) => <Shown key={job.id} job={job} />}
    </Loaded>
  );
}

function Shown({ job }: { job: Job }) {
  const [place, setPlace] = useSearchParams();
  if (job.status === "draft") return <CheckJob job={job} />;
  if (place.has("edit") && job.mine) return <CheckJob job={job} done={() => setPlace({})} />;
  const view = place.get("view") === "posting" ? "posting" : "match";
  return (
    <Page
      title={job.title}
      width="wide"
      above={<BackLink to="/jobs">Jobs</BackLink>}
      subtitle={<Facts job={job} />}
      actions={
        <>
          {job.mine && (
            <Button
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
              onClick={() => setPlace({ edit: "" })}
            >
              Edit
            </Button>
          )}
          <JobActions job={job} />
          <Button
            component={Link}
            to={`/jobs/${job.id}/write`}
            leftSection={<IconSparkles size={16} aria-hidden />}
          >
            Write
          </Button>
        </>
      }
    >
      <Tabs
        value={view}
        onChange={(value) =>
          setPlace(value === "posting" ? { view: "posting" } : {}, { replace: true })
        }
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="match">Match</Tabs.Tab>
          <Tabs.Tab value="posting">Posting</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="match" pt="lg">
          <Match jobId={job.id} />
        </Tabs.Panel>
        <Tabs.Panel value="posting" pt="lg">
          <PostingText job={job} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function JobSkeleton() {
  return (
    <div className={classes.skeleton}>
      <Skeleton height={28} width="40%" />
      <Skeleton height={14} width="60%" mt={12} />
      <Skeleton height={320} radius="lg" mt={32} />
    </div>
  );
}
