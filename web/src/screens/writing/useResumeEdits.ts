import { useMemo } from "react";
import type { Generation } from "../../api/types";
import { useEditGeneration } from "../../resources/generations";

/** Writing over texts of the tailored resume, by their paths. */
export function useResumeEdits(document: Generation) {
  const edit = useEditGeneration(document.id);
  const changed = useMemo(
    () =>
      new Set(
        document.changes
          .filter(({ state, action }) => state === "accepted" && action !== "reorder")
          .map(({ path }) => path.replace(/\/hidden$/, "/text")),
      ),
    [document.changes],
  );
  return {
    changed,
    saving: edit.isPending,
    problem: edit.error?.message ?? "",
    save: (path: string, value: string) =>
      edit.mutate({ version: document.version, edits: { [path]: value } }),
  };
}
