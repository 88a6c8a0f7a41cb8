import "@mantine/spotlight/styles.layer.css";
import { useDebouncedValue } from "@mantine/hooks";
import { Spotlight } from "@mantine/spotlight";
import { IconBriefcase, IconLogin2, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useUser } from "../api/session";
import { useFoundJobs } from "../resources/jobs";
import { areasOf } from "./areas";
import { searchStore } from "./opening";

/** Ctrl-K: the areas by name, and the postings that the person may see. */
export default function Search() {
  const [words, setWords] = useState("");
  const [settled] = useDebouncedValue(words.trim(), 180);
  const navigate = useNavigate();
  const user = useUser();
  const found = useFoundJobs(settled);
  const home = user.role === "candidate" ? "/jobs" : "/postings";
  const areas = areasOf(user).filter(({ name, hint }) => contains(`${name} ${hint}`, words));
  const jobs = settled ? (found.data?.items ?? []) : [];
  return (
    <Spotlight.Root
      store={searchStore}
      query={words}
      onQueryChange={setWords}
      shortcut="mod + K"
      lockScroll={false}
      attributes={{ content: { "aria-label": "Search" } }}
    >
      <Spotlight.Search
        placeholder="Find an area or a job"
        aria-label="Find an area or a job"
        leftSection={<IconSearch size={18} stroke={1.6} />}
      />
      <Spotlight.ActionsList>
        {areas.length > 0 && (
          <Spotlight.ActionsGroup label="Go to">
            {areas.map(({ path, name, hint, icon: Picture }) => (
              <Spotlight.Action
                key={path}
                label={name}
                description={hint}
                leftSection={<Picture size={18} stroke={1.6} />}
                onClick={() => void navigate(path)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {jobs.length > 0 && (
          <Spotlight.ActionsGroup label="Jobs">
            {jobs.map((job) => (
              <Spotlight.Action
                key={job.id}
                label={job.title}
                description={job.company}
                leftSection={<IconBriefcase size={18} stroke={1.6} />}
                rightSection={<IconLogin2 size={16} stroke={1.6} />}
                onClick={() => void navigate(`${home}/${job.id}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {areas.length + jobs.length === 0 && (
          <Spotlight.Empty>{found.isFetching ? "Looking…" : "Nothing found."}</Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function contains(text: string, words: string): boolean {
  return text.toLowerCase().includes(words.trim().toLowerCase());
}
