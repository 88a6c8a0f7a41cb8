import { Alert, Anchor, Button, SegmentedControl, Text, Textarea, TextInput } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import type { JobImport } from "../../api/types";
import { BackLink } from "../../parts/BackLink";
import { Page } from "../../parts/Page";
import rows from "../../parts/rows.module.css";
import { useImportJob } from "../../resources/jobs";
import classes from "./jobs.module.css";

type Way = "text" | "url";

const FEW_WORDS = 40;

export default function ImportJob() {
  const [place, setPlace] = useSearchParams();
  const way: Way = place.get("by") === "link" ? "url" : "text";
  const [text, setText] = useSessionStorage({ key: "shortlist.posting", defaultValue: "" });
  const [url, setUrl] = useState("");
  const navigate = useNavigate();
  const importJob = useImportJob();
  const given = (way === "text" ? text : url).trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!given) return;
    importJob.mutate(way === "text" ? { text: given } : { url: withScheme(given) }, {
      onSuccess: ({ job, duplicates }: JobImport) => {
        setText("");
        void navigate(`/jobs/${job.id}`, { state: { duplicates } });
      },
    });
  };
  return (
    <Page
      title="Add a job"
      width="narrow"
      above={<BackLink to="/jobs">Jobs</BackLink>}
      subtitle="Shortlist reads the posting and shows what it found before anything is saved to your board."
    >
      <form className={`${rows.panel} ${classes.form}`} onSubmit={submit}>
        <SegmentedControl
          aria-label="How to add it"
          value={way}
          onChange={(value) => {
            importJob.reset();
            setPlace(value === "url" ? { by: "link" } : {}, { replace: true });
          }}
          data={[
            { value: "text", label: "Paste the text" },
            { value: "url", label: "From a link" },
          ]}
        />
        {importJob.isError && (
          <Alert color="red" role="alert" title="This could not be read">
            {importJob.error.message}
            {way === "url" && (
              <>
                {" "}
                <Anchor component={Link} to="/jobs/new" replace inherit underline="always">
                  Paste the text instead
                </Anchor>
                .
              </>
            )}
          </Alert>
        )}
        {way === "text" ? (
          <Textarea
            label="Text of the posting"
            description="All of it, from the title to the requirements. The more there is, the better the match."
            placeholder={"Data Engineer\nNorthwind Labs, Lisbon\n\nYou will build …"}
            autosize
            minRows={12}
            maxRows={24}
            autoFocus
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        ) : (
          <TextInput
            label="Link to the posting"
            description="A public page. Sites that forbid reading, such as LinkedIn, are not read: paste the text."
            placeholder="https://"
            inputMode="url"
            autoFocus
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
        )}
        {way === "text" && given && given.split(/\s+/).length < FEW_WORDS && (
          <Text c="dimmed">This is short. It works, but the match can say little about it.</Text>
        )}
        <div>
          <Button type="submit" disabled={!given} loading={importJob.isPending}>
            Read posting
          </Button>
        </div>
      </form>
    </Page>
  );
}

function withScheme(url: string): string {
  return /^https?:\/\//i.test(url) ? url : `https://${url}`;
}
