import { useSearchParams } from "react-router";
import type { GenerationKind } from "../../api/types";

export interface Place {
  tab: "written" | "files";
  kind: GenerationKind | undefined;
}

export function usePlace(): Place {
  const [params] = useSearchParams();
  const kind = params.get("kind");
  return {
    tab: params.get("tab") === "files" ? "files" : "written",
    kind: kind === "resume" || kind === "cover_letter" ? kind : undefined,
  };
}

/** The address of a part of the documents. */
export function addressOf({ tab, kind }: Partial<Place>): string {
  const params = new URLSearchParams();
  if (tab === "files") params.set("tab", tab);
  if (kind) params.set("kind", kind);
  return `/documents?${params}`.replace(/\?$/, "");
}
