import { useEffect, useRef, useState } from "react";
import type { Generation } from "../../api/types";
import { useEditGeneration } from "../../resources/generations";

const PAUSE = 900;

export interface Draft {
  text: string;
  state: "saved" | "typing" | "saving" | "failed" | "stale";
  problem: string;
  write: (text: string) => void;
  again: () => void;
  keepMine: () => void;
  takeTheirs: () => void;
}

/** A text that is saved a moment after the last key; it never overwrites what it has not seen. */
export function useAutosave(document: Generation): Draft {
  const edit = useEditGeneration(document.id);
  const [text, setText] = useState(document.text);
  const [halted, setHalted] = useState<"failed" | "stale">();
  const dirty = text !== document.text;
  const { mutate, isPending } = edit;
  const save = (version = document.version) =>
    mutate(
      { version, text },
      {
        onSuccess: () => setHalted(undefined),
        onError: ({ type }) => setHalted(type === "stale_version" ? "stale" : "failed"),
      },
    );
  const newest = useRef(save);
  useEffect(() => {
    newest.current = save;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each key begins the pause anew
  useEffect(() => {
    if (!dirty || isPending || halted) return;
    const timer = setTimeout(() => newest.current(), PAUSE);
    return () => clearTimeout(timer);
  }, [text, dirty, isPending, halted]);
  useWarnBeforeLeaving(dirty);
  return {
    text,
    state: halted ?? (isPending ? "saving" : dirty ? "typing" : "saved"),
    problem: edit.error?.message ?? "",
    write: (typed) => {
      setText(typed);
      if (halted === "failed") setHalted(undefined);
    },
    again: () => newest.current(),
    keepMine: () => newest.current(),
    takeTheirs: () => {
      setText(document.text);
      setHalted(undefined);
    },
  };
}

/** Leaving the screen saves at once; closing the window asks first. */
function useWarnBeforeLeaving(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [dirty]);
}
