import type { JobStatus } from "../../api/types";
import type { Tone } from "../../parts/Tag";
import type { PostingStatus } from "../../resources/postings";

interface Words {
  name: string;
  hint: string;
  tone: Tone;
}

export const STATUS: Record<PostingStatus, Words> = {
  draft: { name: "Draft", hint: "Only your company sees it.", tone: "quiet" },
  open: { name: "Open", hint: "Candidates find it and can apply.", tone: "good" },
  paused: { name: "Paused", hint: "Hidden for now. It can be opened again.", tone: "fair" },
  closed: { name: "Closed", hint: "The search is over.", tone: "quiet" },
};

export const STATUSES = Object.keys(STATUS) as PostingStatus[];

interface Step {
  to: PostingStatus;
  name: string;
}

/** What can be done with a posting from where it stands. */
export const STEPS: Record<PostingStatus, Step[]> = {
  draft: [{ to: "open", name: "Publish" }],
  open: [
    { to: "paused", name: "Pause" },
    { to: "closed", name: "Close" },
  ],
  paused: [
    { to: "open", name: "Open again" },
    { to: "closed", name: "Close" },
  ],
  closed: [{ to: "open", name: "Open again" }],
};

export function asPostingStatus(status: JobStatus | string | null): PostingStatus | undefined {
  return STATUSES.find((one) => one === status);
}
