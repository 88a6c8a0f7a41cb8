import { Alert, Anchor, Button, Modal, Skeleton, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCheck, IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import type { JobSummary } from "../../api/types";
import { Loaded } from "../../parts/Loaded";
import { placeText } from "../../parts/words";
import { useTrackJob } from "../../resources/applications";
import { useJobs } from "../../resources/jobs";
import classes from "./adding.module.css";

/** Puts a posting that is known already on the board, or leads to where a new one is read. */
export function AddJob({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    <Modal opened={opened} onClose={close} title="Add a job to the board" size={560}>
      {opened && <Choosing />}
    </Modal>
  );
}

function Choosing() {
  const [words, setWords] = useState("");
  const [settled] = useDebouncedValue(words.trim(), 200);
  const jobs = useJobs({ q: settled || undefined });
  return (
    <div className={classes.adding}>
      <TextInput
        aria-label="Find a posting"
        placeholder="Title, company or words of the posting"
        leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
        value={words}
        data-autofocus
        onChange={({ currentTarget }) => setWords(currentTarget.value)}
      />
      <Loaded query={jobs} skeleton={<Skeleton height={220} />}>
        {() => <Choices jobs={newFirst(jobs.items)} words={settled} />}
      </Loaded>
      {jobs.hasNextPage && (
        <Button
          variant="subtle"
          loading={jobs.isFetchingNextPage}
          onClick={() => void jobs.fetchNextPage()}
        >
          Show more
        </Button>
      )}
      <p className={classes.other}>
        Not here?{" "}
        <Anchor component={Link} to="/jobs/new" inherit underline="always">
          Add a posting by its text or address
        </Anchor>
      </p>
    </div>
  );
}

function Choices({ jobs, words }: { jobs: JobSummary[]; words: string }) {
  if (jobs.length === 0)
    return (
      <p className={classes.none}>
        {words ? `No posting has “${words}”.` : "There are no postings yet."}
      </p>
    );
  return (
    <ul className={classes.jobs}>
      {jobs.map((job) => (
        <Choice key={job.id} job={job} />
      ))}
    </ul>
  );
}

/** What can be added stands before what is there already. */
function newFirst(jobs: JobSummary[]): JobSummary[] {
  return jobs.toSorted(
    (a, b) => Number(a.application_id !== null) - Number(b.application_id !== null),
  );
}

function Choice({ job }: { job: JobSummary }) {
  const { mutate, isPending, isSuccess, error } = useTrackJob();
  const there = isSuccess || job.application_id !== null || error?.type === "already_tracked";
  return (
    <li>
      <div>
        <strong>{job.title}</strong>
        <span>{[job.company, placeText(job)].filter(Boolean).join(" · ")}</span>
      </div>
      {there ? (
        <span className={classes.there}>
          <IconCheck size={15} stroke={2} aria-hidden /> On the board
        </span>
      ) : (
        <Button
          variant="light"
          size="compact-md"
          fz="sm"
          loading={isPending}
          leftSection={<IconPlus size={14} stroke={2} aria-hidden />}
          aria-label={`Add ${job.title}`}
          onClick={() => mutate({ jobId: job.id })}
        >
          Add
        </Button>
      )}
      {error && !there && (
        <Alert color="red" role="alert">
          {error.message}
        </Alert>
      )}
    </li>
  );
}
