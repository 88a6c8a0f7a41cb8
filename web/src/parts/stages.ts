import type { Stage } from "../api/types";
import type { Tone } from "./Tag";

/** The way from a posting to a contract, in its order. */
export const OPEN_STAGES = [
  "saved",
  "preparing",
  "applied",
  "screening",
  "interviewing",
  "offer",
] as const satisfies readonly Stage[];

/** How it can end. */
export const CLOSED_STAGES = [
  "accepted",
  "rejected",
  "withdrawn",
  "ghosted",
] as const satisfies readonly Stage[];

export const STAGES: readonly Stage[] = [...OPEN_STAGES, ...CLOSED_STAGES];

interface Words {
  name: string;
  /** What it means, where the name alone may not say it. */
  hint: string;
  tone: Tone;
}

export const STAGE: Record<Stage, Words> = {
  saved: { name: "Saved", hint: "Worth a second look", tone: "quiet" },
  preparing: { name: "Preparing", hint: "Resume and letter are being written", tone: "quiet" },
  applied: { name: "Applied", hint: "Sent, no answer yet", tone: "accent" },
  screening: { name: "Screening", hint: "They looked and want to talk", tone: "accent" },
  interviewing: { name: "Interviewing", hint: "Talks are going on", tone: "accent" },
  offer: { name: "Offer", hint: "They want you", tone: "good" },
  accepted: { name: "Accepted", hint: "You said yes", tone: "good" },
  rejected: { name: "Rejected", hint: "They said no", tone: "bad" },
  withdrawn: { name: "Withdrawn", hint: "You said no", tone: "quiet" },
  ghosted: { name: "Ghosted", hint: "They never answered", tone: "fair" },
};
