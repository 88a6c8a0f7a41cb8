import { useEffect, useState } from "react";
import type { Export, Generation } from "../../api/types";
import { fileSize } from "../../parts/words";
import { useDownloadExport, useExport, useMakeExport } from "../../resources/exports";
import { isOpen } from "../../resources/growing";

/** Has a file made and hands it to the browser as soon as it is there. */
export function useFile() {
  const [ordered, setOrdered] = useState<Pick<Export, "id" | "format">>();
  const [done, setDone] = useState("");
  const make = useMakeExport();
  const save = useDownloadExport();
  const { data: file } = useExport(ordered?.id);
  const { mutate } = save;
  useEffect(() => {
    if (!file || !ordered || file.id !== ordered.id || isOpen(file)) return;
    setOrdered(undefined);
    if (file.status !== "completed") return setDone("");
    setDone(`${file.filename}${file.size ? `, ${fileSize(file.size)}` : ""}`);
    mutate(file);
  }, [file, ordered, mutate]);
  const failed = file && !isOpen(file) && file.status !== "completed" ? file : undefined;
  return {
    making: make.isPending ? make.variables.format : ordered?.format,
    done: save.isSuccess ? `Saved: ${done}` : done && `Ready: ${done}`,
    problem:
      make.error?.message ??
      save.error?.message ??
      (failed && (failed.problem?.detail ?? "The file could not be made. Try again.")),
    make: (document: Generation, format: Export["format"], paper: Export["paper"]) => {
      setDone("");
      save.reset();
      make.mutate(
        {
          documents: [{ generation_id: document.id, profile: null }],
          format,
          template: document.template,
          paper,
        },
        { onSuccess: setOrdered },
      );
    },
  };
}
