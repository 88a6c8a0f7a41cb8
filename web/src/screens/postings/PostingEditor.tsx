import { Alert, Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { fieldErrors } from "../../api/problems";
import type { Job } from "../../api/types";
import { BackLink } from "../../parts/BackLink";
import { Page } from "../../parts/Page";
import { Tag } from "../../parts/Tag";
import { tell } from "../../parts/telling";
import { type PostingStatus, useSavePosting } from "../../resources/postings";
import { kept } from "./kept";
import { PostingAside } from "./PostingAside";
import { PostingFields } from "./PostingFields";
import { BLANK, checks, draftOf, type PostingForm, toPostingForm } from "./postingForm";
import classes from "./postings.module.css";
import { asPostingStatus, STATUS } from "./statuses";

export function PostingEditor({ job }: { job: Job | undefined }) {
  const navigate = useNavigate();
  const save = useSavePosting(job?.id);
  const memory = kept(job?.id ?? "new");
  const [typed, setTyped] = useState(() => memory.read());
  const saved = job ? toPostingForm(job) : BLANK;
  const status = asPostingStatus(job?.status ?? "draft") ?? "draft";
  const form = useForm<PostingForm>({
    mode: "uncontrolled",
    initialValues: typed ?? saved,
    validate: checks,
    onValuesChange: memory.write,
  });
  const startOver = () => {
    form.setValues(saved);
    memory.forget();
    setTyped(undefined);
  };
  const point = (errors: Record<string, ReactNode>) => {
    const [first] = Object.keys(errors);
    if (first) form.getInputNode(first)?.focus();
  };
  const saveAs = (to: PostingStatus) =>
    form.onSubmit(
      (given) =>
        save.mutate(
          { draft: draftOf(given), status: to },
          {
            onSuccess: (now) => {
              memory.forget();
              setTyped(undefined);
              tell(saidOf(now.title, status, to));
              if (!job) void navigate(`/postings/${now.id}`, { replace: true });
            },
            onError: (problem) => {
              const errors = fieldErrors(problem);
              form.setErrors(errors);
              point(errors);
            },
          },
        ),
      point,
    );
  return (
    <Page
      title={job?.title ?? "New posting"}
      above={<BackLink to="/postings">Postings</BackLink>}
      subtitle={
        <span className={classes.standing}>
          <Tag tone={STATUS[status].tone}>{STATUS[status].name}</Tag>
          {STATUS[status].hint}
        </span>
      }
    >
      {typed && <Restored startOver={startOver} />}
      {save.error && save.error.errors.length === 0 && (
        <Alert color="red" role="alert" title="This was not saved">
          {save.error.message}
        </Alert>
      )}
      <div className={classes.columns}>
        <form className={classes.form} onSubmit={saveAs(status)} noValidate>
          <PostingFields form={form} />
          <div className={classes.bar}>
            <Button
              type="submit"
              variant={status === "draft" ? "default" : "filled"}
              loading={save.isPending}
            >
              {status === "draft" ? "Save draft" : "Save"}
            </Button>
            {status === "draft" && (
              <Button loading={save.isPending} onClick={() => saveAs("open")()}>
                Publish
              </Button>
            )}
          </div>
        </form>
        <PostingAside job={job} status={status} busy={save.isPending} go={(to) => saveAs(to)()} />
      </div>
    </Page>
  );
}

function saidOf(title: string, before: PostingStatus, after: PostingStatus): string {
  return before === after
    ? `“${title}” is saved.`
    : `“${title}” is saved and ${STATUS[after].name.toLowerCase()} now.`;
}

function Restored({ startOver }: { startOver: () => void }) {
  return (
    <Alert color="gray" title="What you had typed is back">
      It was not saved yet.{" "}
      <Button variant="subtle" size="compact-sm" onClick={startOver}>
        Start over
      </Button>
    </Alert>
  );
}
