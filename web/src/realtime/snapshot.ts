import type { StreamPosition } from "../api/types";

/** How a channel's state is had: `load` fetches it, `held` is what the screen shows already. */
export interface Source {
  load: () => Promise<StreamPosition>;
  held: () => StreamPosition | undefined;
}

/**
 * The one way to a channel's state, for the first load and for a failed recovery. What is held already serves
 * the first time, since events repeated after an old position change nothing; asked again, the server has
 * lost the events since, so only loading helps.
 */
export function snapshots({ load, held }: Source): () => Promise<StreamPosition> {
  let asked = false;
  return async () => {
    const first = !asked;
    asked = true;
    return (first && held()) || load();
  };
}
