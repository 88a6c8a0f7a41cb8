import { Button, SegmentedControl, Skeleton, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconLayoutKanban, IconPlus, IconSearch } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { Link } from "react-router";
import type { Application } from "../../api/types";
import { Empty } from "../../parts/Empty";
import { Loaded } from "../../parts/Loaded";
import { Page } from "../../parts/Page";
import { useApplications } from "../../resources/applications";
import { AddJob } from "./AddJob";
import { ApplicationDrawer } from "./ApplicationDrawer";
import classes from "./applications.module.css";
import { matching } from "./grouping";
import { usePlace } from "./place";
import { StageList } from "./StageList";

const Board = lazy(() => import("./Board"));

export default function Applications() {
  const { query, applications } = useApplications();
  const [adding, setAdding] = useState(false);
  const narrow = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const { view } = usePlace();
  const asBoard = !narrow && view === "board";
  const any = (applications?.length ?? 0) > 0;
  return (
    <Page
      title="Applications"
      width={asBoard ? "wide" : "normal"}
      actions={
        <>
          {any && <Tools views={!narrow} />}
          <Button
            leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            Add a job
          </Button>
        </>
      }
    >
      <Loaded query={query} skeleton={<Outline board={asBoard} />}>
        {() => <Content applications={applications ?? []} board={asBoard} />}
      </Loaded>
      <AddJob opened={adding} close={() => setAdding(false)} />
      <ApplicationDrawer />
    </Page>
  );
}

function Tools({ views }: { views: boolean }) {
  const { words, view, go } = usePlace();
  return (
    <>
      <TextInput
        className={classes.find}
        aria-label="Find on the board"
        placeholder="Find"
        type="search"
        leftSection={<IconSearch size={15} stroke={1.8} aria-hidden />}
        value={words}
        onChange={({ currentTarget }) => go({ q: currentTarget.value }, { replace: true })}
      />
      {views && (
        <SegmentedControl
          aria-label="Show as"
          data={[
            { value: "board", label: "Board" },
            { value: "list", label: "List" },
          ]}
          value={view}
          onChange={(chosen) =>
            go({ view: chosen === "list" ? "list" : undefined }, { replace: true })
          }
        />
      )}
    </>
  );
}

function Content({ applications, board }: { applications: Application[]; board: boolean }) {
  const { words, go } = usePlace();
  const found = matching(applications, words);
  if (applications.length === 0) return <Nothing />;
  if (found.length === 0)
    return (
      <Empty
        icon={IconSearch}
        title={`Nothing has “${words}”`}
        action={
          <Button variant="default" onClick={() => go({ q: undefined }, { replace: true })}>
            Show all
          </Button>
        }
      >
        Titles, companies, places and notes were searched.
      </Empty>
    );
  if (!board) return <StageList applications={found} />;
  return (
    <Suspense fallback={<Outline board />}>
      <Board applications={found} />
    </Suspense>
  );
}

function Nothing() {
  return (
    <Empty
      icon={IconLayoutKanban}
      title="Nothing is tracked yet"
      action={
        <>
          <Button component={Link} to="/jobs">
            Look at jobs
          </Button>
          <Button component={Link} to="/jobs/new" variant="default">
            Add a posting
          </Button>
        </>
      }
    >
      Save a job, or write for one, and it stands here from the first look to the answer.
    </Empty>
  );
}

function Outline({ board }: { board: boolean }) {
  const places = ["a", "b", "c", "d", "e", "f"];
  return (
    <div className={board ? classes.outlineBoard : classes.outlineList}>
      {places.map((place, at) => (
        <Skeleton key={place} height={board ? 420 - at * 50 : 62} radius="md" />
      ))}
    </div>
  );
}
