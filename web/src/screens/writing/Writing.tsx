import { Skeleton, Tabs } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { useParams, useSearchParams } from "react-router";
import type { Generation, GenerationKind, Job } from "../../api/types";
import { BackLink } from "../../parts/BackLink";
import { Loaded } from "../../parts/Loaded";
import { Page } from "../../parts/Page";
import { useGeneration, useGenerations } from "../../resources/generations";
import { isOpen } from "../../resources/growing";
import { useJob } from "../../resources/jobs";
import { Desk } from "./Desk";
import { Start } from "./Start";
import { Versions } from "./Versions";
import classes from "./writing.module.css";

const KINDS: { kind: GenerationKind; tab: string; name: string }[] = [
  { kind: "resume", tab: "resume", name: "Resume" },
  { kind: "cover_letter", tab: "letter", name: "Cover letter" },
];

export default function Writing() {
  const { jobId = "" } = useParams();
  const query = useJob(jobId);
  return (
    <Loaded query={query} skeleton={<Skeleton height={420} m={32} radius="lg" />}>
      {(job) => <Room key={job.id} job={job} />}
    </Loaded>
  );
}

/** Both documents for one job; the newest of each, unless the address names another. */
function Room({ job }: { job: Job }) {
  const [place, setPlace] = useSearchParams();
  const list = useGenerations({ job_id: job.id });
  const named = list.items.find(({ id }) => id === place.get("document"));
  const shown = (kind: GenerationKind) =>
    named?.kind === kind ? named.id : list.items.find((one) => one.kind === kind)?.id;
  const resume = useGeneration(shown("resume"));
  const letter = useGeneration(shown("cover_letter"));
  const queries = { resume, cover_letter: letter };
  const tab = place.get("tab") ?? (named?.kind === "cover_letter" ? "letter" : "resume");
  const { kind, name } = KINDS.find((one) => one.tab === tab) ?? { kind: "resume", name: "Resume" };
  const current = queries[kind];
  const id = shown(kind);
  return (
    <Page
      title={job.title}
      tab={`Writing for ${job.title}`}
      width="wide"
      above={<BackLink to={`/jobs/${job.id}`}>{job.company || "The job"}</BackLink>}
    >
      <Tabs
        value={tab}
        onChange={(value) => setPlace({ tab: value ?? "resume" }, { replace: true })}
        keepMounted={false}
      >
        <div className={classes.tabs}>
          <Tabs.List>
            {KINDS.map((one) => (
              <Tabs.Tab key={one.tab} value={one.tab}>
                {one.name}
                <Mark document={queries[one.kind].data} />
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Versions
            items={list.items.filter((one) => one.kind === kind)}
            shown={id}
            choose={(document) => setPlace({ tab, document }, { replace: true })}
          />
        </div>
        <Tabs.Panel value={tab} pt="lg">
          <Loaded query={list} skeleton={<Skeleton height={420} radius="lg" />}>
            {() =>
              id === undefined ? (
                <Start job={job} kind={kind} other={resume.data ?? letter.data} />
              ) : (
                <Loaded query={current} skeleton={<Skeleton height={420} radius="lg" />}>
                  {(document) => (
                    <Desk
                      key={document.id}
                      document={document}
                      name={name}
                      show={() => setPlace({ tab }, { replace: true })}
                    />
                  )}
                </Loaded>
              )
            }
          </Loaded>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Mark({ document }: { document: Generation | undefined }) {
  if (!document || !isOpen(document)) return null;
  return (
    <span className={classes.mark}>
      <IconSparkles size={13} aria-hidden /> {document.percent} %
    </span>
  );
}
