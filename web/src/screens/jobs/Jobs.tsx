import { Button, CloseButton, SegmentedControl, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconBriefcase, IconPlus, IconSearch, IconSearchOff } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { Empty } from "../../parts/Empty";
import { Loaded } from "../../parts/Loaded";
import { More } from "../../parts/More";
import { Page } from "../../parts/Page";
import { RowSkeletons } from "../../parts/RowSkeletons";
import rows from "../../parts/rows.module.css";
import { type JobFilter, useJobs } from "../../resources/jobs";
import { JobRow } from "./JobRow";
import classes from "./jobs.module.css";

const SHELVES = {
  all: { label: "All" },
  own: { label: "Added by you", mine: true },
  open: { label: "From companies", mine: false },
} as const;

type Shelf = keyof typeof SHELVES;

export default function Jobs() {
  const [place, setPlace] = useSearchParams();
  const words = place.get("q") ?? "";
  const asked = place.get("shelf");
  const shelf: Shelf = asked === "own" || asked === "open" ? asked : "all";
  const chosen = SHELVES[shelf];
  const list = useJobs({
    ...(words && { q: words }),
    ...("mine" in chosen && { mine: chosen.mine }),
  } satisfies JobFilter);
  const go = (name: string, value: string) =>
    setPlace(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: true },
    );
  return (
    <Page title="Jobs" subtitle="Postings you look at, with how you match." actions={<AddJob />}>
      <div className={classes.tools}>
        <SearchField words={words} onSearch={(text) => go("q", text)} />
        <SegmentedControl
          size="sm"
          aria-label="Which jobs"
          value={shelf}
          onChange={(value) => go("shelf", value === "all" ? "" : value)}
          data={Object.entries(SHELVES).map(([value, { label }]) => ({ value, label }))}
        />
      </div>
      <Loaded query={list} skeleton={<RowSkeletons />}>
        {() =>
          list.items.length === 0 ? (
            <Nothing words={words} clear={() => go("q", "")} />
          ) : (
            <div>
              <ul className={rows.rows} aria-busy={list.isPlaceholderData}>
                {list.items.map((job) => (
                  <li key={job.id}>
                    <JobRow job={job} />
                  </li>
                ))}
              </ul>
              <More list={list} all="That is all." />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function SearchField({ words, onSearch }: { words: string; onSearch: (words: string) => void }) {
  const [typed, setTyped] = useState(words);
  const search = useDebouncedCallback(onSearch, 250);
  const change = (text: string) => {
    setTyped(text);
    search(text.trim());
  };
  return (
    <TextInput
      className={classes.search}
      aria-label="Search jobs"
      placeholder="Search by title, company or words of the posting"
      leftSection={<IconSearch size={16} stroke={1.7} aria-hidden />}
      rightSection={
        typed && <CloseButton size="sm" aria-label="Clear" onClick={() => change("")} />
      }
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function AddJob() {
  return (
    <Button component={Link} to="/jobs/new" leftSection={<IconPlus size={16} aria-hidden />}>
      Add a job
    </Button>
  );
}

function Nothing({ words, clear }: { words: string; clear: () => void }) {
  return (
    <div className={rows.rows}>
      {words ? (
        <Empty
          icon={IconSearchOff}
          title={`Nothing found for “${words}”`}
          action={
            <Button variant="default" onClick={clear}>
              Show all
            </Button>
          }
        >
          Try fewer or other words.
        </Empty>
      ) : (
        <Empty icon={IconBriefcase} title="No jobs here yet" action={<AddJob />}>
          Paste the text of a posting or its link. You will see what it asks for and how you match,
          line by line.
        </Empty>
      )}
    </div>
  );
}
