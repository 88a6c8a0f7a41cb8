import { useSearchParams } from "react-router";
import type { Stage } from "../../api/types";
import { STAGES } from "../../parts/stages";

type Name = "open" | "view" | "stage" | "q" | "ended";

export interface Place {
  /** The one whose drawer is open. */
  open: string | undefined;
  view: "board" | "list";
  stage: Stage | undefined;
  words: string;
  /** Whether the cards of what has ended are shown. */
  ended: boolean;
  go: (change: Partial<Record<Name, string | undefined>>, how?: { replace: boolean }) => void;
  /** The address with a change, for a link. */
  with: (change: Partial<Record<Name, string | undefined>>) => string;
}

/** Where on the board somebody is, as the address says it. */
export function usePlace(): Place {
  const [params, setParams] = useSearchParams();
  return {
    open: params.get("open") ?? undefined,
    view: params.get("view") === "list" ? "list" : "board",
    stage: STAGES.find((stage) => stage === params.get("stage")),
    words: params.get("q") ?? "",
    ended: params.get("ended") === "shown",
    go: (change, how) => setParams((now) => changed(now, change), how),
    with: (change) => `?${changed(params, change)}`,
  };
}

function changed(params: URLSearchParams, change: Partial<Record<Name, string | undefined>>) {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(change)) {
    if (value) next.set(name, value);
    else next.delete(name);
  }
  return next;
}
