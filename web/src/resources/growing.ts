import type { Generation } from "../api/types";
import type { Told } from "../realtime/socket";

/** What an event makes of a document, or that only loading it helps. */
export type Grown = Generation | "reload";

/**
 * Applies an event of `generation:<id>`. Pieces say where they begin (`at`, in UTF-16 code units) and in
 * which run (`attempt`), so a repeated piece changes nothing and a missing one is noticed.
 */
export function grow(document: Generation, event: Told): Grown {
  const attempt = Number(event.attempt);
  if (attempt < document.attempt) return document;
  switch (event.type) {
    case "generation.started":
    case "generation.restarted":
      return begun(document, attempt);
    case "generation.progressed":
      return {
        ...current(document, attempt),
        step: String(event.step),
        percent: Number(event.percent),
      };
    case "generation.grew":
      return grew(current(document, attempt), Number(event.at), String(event.text));
    case "generation.finished":
    case "generation.cancelled":
    case "generation.failed":
      return "reload";
    default:
      return document;
  }
}

function begun(document: Generation, attempt: number): Generation {
  return attempt > document.attempt
    ? emptied(document, attempt)
    : { ...document, status: "running" };
}

/** A piece of a newer run than known begins that run: its own beginning may have been trimmed away. */
function current(document: Generation, attempt: number): Generation {
  return attempt > document.attempt
    ? emptied(document, attempt)
    : { ...document, status: "running" };
}

function emptied(document: Generation, attempt: number): Generation {
  return { ...document, attempt, status: "running", text: "", step: "", percent: 0 };
}

function grew(document: Generation, at: number, piece: string): Grown {
  if (at > document.text.length) return "reload";
  return { ...document, text: document.text.slice(0, at) + piece };
}

export function isOpen({ status }: Pick<Generation, "status">): boolean {
  return status === "pending" || status === "running";
}
