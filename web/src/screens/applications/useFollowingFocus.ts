import { useEffect, useRef } from "react";
import type { Stage } from "../../api/types";

/** A card that moves by the keyboard takes the focus along, or leaves it at the folded lane it went into. */
export function useFollowingFocus(): (id: string, stage: Stage) => void {
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    const found = wanted.current && document.querySelector<HTMLElement>(wanted.current);
    if (!found) return;
    wanted.current = undefined;
    found.focus();
  });
  return (id, stage) => {
    wanted.current = `[data-card="${id}"][data-stage="${stage}"], [data-folded="${stage}"]`;
  };
}
