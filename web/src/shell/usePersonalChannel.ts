import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { refresh } from "../api/session";
import { openSocket } from "../realtime/socket";

/** What each event makes old: those queries are loaded again where they are shown. */
const MAKES_OLD: Record<string, string[]> = {
  "application.moved": ["applications", "dashboard", "jobs", "job"],
  "export.finished": ["exports"],
  "copy.finished": ["copies"],
};

/** Opens the socket for as long as somebody is signed in. */
export function usePersonalChannel(): void {
  const queries = useQueryClient();
  useEffect(
    () =>
      openSocket({
        told: (event) => {
          for (const name of MAKES_OLD[event.type] ?? [])
            void queries.invalidateQueries({ queryKey: [name] });
        },
        missed: () => void queries.invalidateQueries({ stale: true }),
        // Most likely the sign-in was ended elsewhere: asking for a new token tells.
        dismissed: () => void refresh().catch(() => undefined),
      }),
    [queries],
  );
}
