import { Alert, Anchor, Button, Group } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { fieldErrors } from "../../api/problems";
import type { Job, JobChange, JobSummary } from "../../api/types";
import { BackLink } from "../../parts/BackLink";
import { Confirm } from "../../parts/Confirm";
import { Page } from "../../parts/Page";
import rows from "../../parts/rows.module.css";
import { complain } from "../../parts/telling";
import { useDeleteJob, useEditJob } from "../../resources/jobs";
import { PostingFields } from "../postings/PostingFields";
import { checks, draftOf, type PostingForm, toPostingForm } from "../postings/postingForm";
import { FieldLabel } from "./FieldLabel";
import classes from "./job.module.css";

/** A posting as it was read, to be corrected and confirmed; or one's own, to be edited. */
export function CheckJob({ job, done }: { job: Job; done?: () => void }) {
  const navigate = useNavigate();
  const edit = useEditJob(job.id);
  const remove = useDeleteJob();
  const [asked, setAsked] = useState(false);
  const draft = job.status === "draft";
  const form = useForm<PostingForm>({
    mode: "uncontrolled",
    initialValues: toPostingForm(job),
    validate: checks,
  });
  const submit = form.onSubmit((given) =>
    edit.mutate({ ...draftOf(given), ...(draft && { status: "active" }) } as Partial<JobChange>, {
      onSuccess: () => done?.(),
      onError: (problem) => {
        form.setErrors(fieldErrors(problem));
        if (problem.errors.length === 0) complain(problem);
      },
    }),
  );
  const label = (text: string, field: string) => <FieldLabel text={text} field={field} job={job} />;
  return (
    <Page
      title={draft ? "Is this right?" : "Edit the posting"}
      width="narrow"
      above={
        <BackLink to={draft ? "/jobs" : `/jobs/${job.id}`}>{draft ? "Jobs" : job.title}</BackLink>
      }
      subtitle={
        draft
          ? "This is what was read from the posting. Correct what is wrong; what is empty was not found."
          : "The match follows what you change."
      }
    >
      <Warnings job={job} />
      <form onSubmit={submit} className={rows.stack} noValidate>
        <PostingFields form={form} label={label} />
        <div className={classes.bottom}>
          {draft ? (
            <Button variant="subtle" color="gray" onClick={() => setAsked(true)}>
              Discard
            </Button>
          ) : (
            <Button variant="subtle" color="gray" onClick={done}>
              Cancel
            </Button>
          )}
          <Group gap="xs">
            <Button type="submit" loading={edit.isPending}>
              {draft ? "Looks right" : "Save"}
            </Button>
          </Group>
        </div>
      </form>
      <Confirm
        opened={asked}
        title="Discard this posting?"
        deed="Discard"
        busy={remove.isPending}
        problem={remove.error}
        confirm={() => remove.mutate(job.id, { onSuccess: () => void navigate("/jobs") })}
        close={() => setAsked(false)}
      >
        What was read is thrown away. You can add the posting again.
      </Confirm>
    </Page>
  );
}

function Warnings({ job }: { job: Job }) {
  const { state } = useLocation() as { state: { duplicates?: JobSummary[] } | null };
  const duplicates = job.status === "draft" ? (state?.duplicates ?? []) : [];
  return (
    <>
      {duplicates.length > 0 && (
        <Alert color="yellow" title="You may have this one already">
          <ul className={classes.asked}>
            {duplicates.map((one) => (
              <li key={one.id}>
                <Anchor component={Link} to={`/jobs/${one.id}`} inherit>
                  {one.title}
                  {one.company && `, ${one.company}`}
                </Anchor>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {job.warnings.length > 0 && (
        <Alert color="yellow" title="Worth a look">
          {job.warnings.length === 1 ? (
            job.warnings[0]
          ) : (
            <ul className={classes.asked}>
              {job.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          )}
        </Alert>
      )}
    </>
  );
}
