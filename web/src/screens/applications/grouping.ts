import type { Application, Stage } from "../../api/types";
import { OPEN_STAGES, STAGES } from "../../parts/stages";
import { daysSince } from "../../parts/times";
import { placeText } from "../../parts/words";

/** Three weeks: most who answer an application have done so by then. */
const LONG = 21;
const WAITING: readonly Stage[] = ["applied", "screening", "interviewing"];

/** Each stage's applications, those moved last first. */
export function byStage(applications: Application[]): Record<Stage, Application[]> {
  const newest = applications.toSorted((a, b) => b.moved_at.localeCompare(a.moved_at));
  const groups = Object.fromEntries(STAGES.map((stage) => [stage, [] as Application[]]));
  for (const application of newest) groups[application.stage]?.push(application);
  return groups as Record<Stage, Application[]>;
}

/** Those in which every word is found: in the title, the company, a place or the note. */
export function matching(applications: Application[], words: string): Application[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return applications;
  return applications.filter(({ job, note }) => {
    const text = [job.title, job.company, placeText(job), note].join(" ").toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** One step along the way; an offer leads to accepting it, the other ends are no step. */
export function neighbour(stage: Stage, step: 1 | -1): Stage | undefined {
  const way: readonly Stage[] = [...OPEN_STAGES, "accepted"];
  const at = way.indexOf(stage);
  return at < 0 ? undefined : way[at + step];
}

/** Whether the other side has been silent for so long that the person may want to ask, or let go. */
export function isSilent({ stage, moved_at }: Application, now = Date.now()): boolean {
  return WAITING.includes(stage) && daysSince(moved_at, now) >= LONG;
}
