import { useEffect, useRef } from "react";
import type { Stage } from "../../api/types";

/** A card that moves by the keyboard takes the focus along, or leaves it at the folded lane it went into. */
export function useFollowingFocus(): (id: string, stage: Stage) => void {
  const wanted = useRef<{ id: string; stage: Stage }>(undefined);
  useEffect(() => {
    const found = wanted.current && arrived(wanted.current);
    if (!found) return;
    wanted.current = undefined;
    found.focus();
  });
  return (id, stage) => {
    wanted.current = { id, stage };
  };
}

function arrived({ id, stage }: { id: string; stage: Stage }): HTMLElement | null {
  const card = document.querySelector<HTMLElement>(`[data-card="${id}"]`);
  if (card) return card.dataset.stage === stage ? card : null;
  return document.querySelector<HTMLElement>(`[data-folded="${stage}"]`);
}
