import {
  Alert,
  Anchor,
  Button,
  Group,
  Select,
  TagsInput,
  Textarea,
  TextInput,
} from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
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
import { FieldLabel } from "./FieldLabel";
import classes from "./job.module.css";
import { changeOf, type JobForm, REMOTE_CHOICES, toForm } from "./jobForm";

/** A posting as it was read, to be corrected and confirmed; or one's own, to be edited. */
export function CheckJob({ job, done }: { job: Job; done?: () => void }) {
  const navigate = useNavigate();
  const edit = useEditJob(job.id);
  const remove = useDeleteJob();
  const [asked, setAsked] = useState(false);
  const draft = job.status === "draft";
  const form = useForm<JobForm>({
    mode: "uncontrolled",
    initialValues: toForm(job),
    validate: {
      title: isNotEmpty("A posting needs a title."),
      text: isNotEmpty("A posting needs its text."),
    },
  });
  const submit = form.onSubmit((given) =>
    edit.mutate({ ...changeOf(given), ...(draft && { status: "active" }) } as Partial<JobChange>, {
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
        <div className={`${rows.panel} ${classes.fields}`}>
          <TextInput
            label={label("Title", "title")}
            key={form.key("title")}
            {...form.getInputProps("title")}
          />
          <div className={classes.pair}>
            <TextInput
              label={label("Company", "company")}
              key={form.key("company")}
              {...form.getInputProps("company")}
            />
            <Select
              label={label("Where the work is done", "remote")}
              data={REMOTE_CHOICES}
              allowDeselect={false}
              key={form.key("remote")}
              {...form.getInputProps("remote")}
            />
          </div>
          <TagsInput
            label={label("Places", "locations")}
            description="City, region, country. Press Enter after each."
            splitChars={[";", "|"]}
            key={form.key("places")}
            {...form.getInputProps("places")}
          />
          <div className={classes.pair}>
            <TextInput
              label={label("Posted on", "posted_on")}
              placeholder="2026-03-14"
              key={form.key("posted_on")}
              {...form.getInputProps("posted_on")}
            />
            <TextInput
              label={label("Open until", "valid_through")}
              placeholder="2026-04-30"
              key={form.key("valid_through")}
              {...form.getInputProps("valid_through")}
            />
          </div>
          <Textarea
            label={label("Text", "text")}
            autosize
            minRows={8}
            maxRows={18}
            key={form.key("text")}
            {...form.getInputProps("text")}
          />
        </div>
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
