import { Button, Skeleton } from "@mantine/core";
import { IconFileAlert } from "@tabler/icons-react";
import { Link, useParams } from "react-router";
import type { Import } from "../../api/types";
import { BackLink } from "../../parts/BackLink";
import { Empty } from "../../parts/Empty";
import { Loaded } from "../../parts/Loaded";
import { Page } from "../../parts/Page";
import { isOpen } from "../../resources/growing";
import { useImport } from "../../resources/imports";
import { Findings } from "./Findings";
import { LookOver } from "./LookOver";
import { ReadingProgress } from "./ReadingProgress";

export default function Review() {
  const { importId = "" } = useParams();
  const query = useImport(importId);
  return (
    <Page
      title="Your resume, as it was read"
      tab="Look over your resume"
      above={<BackLink to="/profile">Profile</BackLink>}
      subtitle="Check each field against the line it came from. Nothing goes into your profile before you accept it."
    >
      <Loaded query={query} skeleton={<Skeleton height={320} radius="lg" />}>
        {(reading) => <Stage reading={reading} />}
      </Loaded>
    </Page>
  );
}

function Stage({ reading }: { reading: Import }) {
  if (isOpen(reading)) return <ReadingProgress reading={reading} />;
  if (!reading.reading) return <Unread reading={reading} />;
  return (
    <LookOver key={reading.id} found={reading} reading={reading.reading}>
      <Findings reading={reading.reading} />
    </LookOver>
  );
}

function Unread({ reading }: { reading: Import }) {
  return (
    <Empty
      icon={IconFileAlert}
      tone="bad"
      title={reading.problem?.message ?? "This file could not be read."}
      action={
        <>
          <Button component={Link} to="/profile">
            Choose another file
          </Button>
          <Button component={Link} to="/profile#work" variant="default">
            Fill in by hand
          </Button>
        </>
      }
    >
      {reading.problem?.hint ?? "Try a PDF or DOCX that was saved from a text program."}
    </Empty>
  );
}
