import {
  type QueryClient,
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { Problem } from "../api/problems";
import type { Application, ApplicationEvent, Stage } from "../api/types";
import { useList } from "./pages";

const ALL = ["applications", "all"];
const MOVING = ["move-application"];
const PAGE = 100;
/** A board is no archive: beyond this the oldest stay away. */
const MOST_PAGES = 20;

export interface Move {
  application: Application;
  stage: Stage;
}

/** The whole tracker, with the moves that are still on their way to the server. */
export function useApplications() {
  const query = useQuery({ queryKey: ALL, queryFn: ({ signal }) => everything(signal) });
  const moving = usePendingMoves();
  return { query, applications: query.data && withMoves(query.data, moving) };
}

export function useApplication(id: string) {
  const queries = useQueryClient();
  const query = useQuery({
    queryKey: ["applications", id],
    queryFn: () => ask(api.GET("/api/v1/applications/{application_id}", at(id))),
    placeholderData: () =>
      queries.getQueryData<Application[]>(ALL)?.find((known) => known.id === id),
  });
  const moving = usePendingMoves();
  const [application] = query.data ? withMoves([query.data], moving) : [];
  return { query, application };
}

/** What happened to it, newest first. */
export function useApplicationEvents(id: string) {
  return useList<ApplicationEvent>(["applications", id, "events"], (cursor) => {
    const params = { ...at(id).params, query: { cursor } };
    return ask(api.GET("/api/v1/applications/{application_id}/events", { params }));
  });
}

/** Moves one at a time, so that two quick ones arrive in the order in which they were made. */
export function useMoveApplication() {
  const queries = useQueryClient();
  return useMutation<ApplicationEvent, Problem, Move>({
    mutationKey: MOVING,
    scope: { id: "move-application" },
    mutationFn: ({ application, stage }: Move) =>
      ask(
        api.POST("/api/v1/applications/{application_id}/moves", {
          ...at(application.id),
          body: { stage, note: "", client_id: null },
        }),
      ),
    onSuccess: (event, { application }) =>
      keep(queries, application.id, { stage: event.stage, moved_at: event.happened_at }),
    onSettled: () => makeOld(queries),
  });
}

export function useTrackJob() {
  const queries = useQueryClient();
  return useMutation<Application, Problem, { jobId: string; stage?: Stage }>({
    mutationFn: ({ jobId, stage = "saved" }) =>
      ask(api.POST("/api/v1/applications", { body: { job_id: jobId, stage } })),
    onSettled: () => makeOld(queries),
  });
}

export function useAnnotateApplication(id: string) {
  const queries = useQueryClient();
  return useMutation<Application, Problem, string>({
    scope: { id: `note-${id}` },
    mutationFn: (note) =>
      ask(api.PATCH("/api/v1/applications/{application_id}", { ...at(id), body: { note } })),
    onSuccess: ({ note, updated_at }) => keep(queries, id, { note, updated_at }),
  });
}

export function useDeleteApplication() {
  const queries = useQueryClient();
  return useMutation<unknown, Problem, string>({
    mutationFn: (id) => ask(api.DELETE("/api/v1/applications/{application_id}", at(id))),
    onSuccess: (_, id) => {
      queries.setQueryData<Application[]>(ALL, (known) =>
        known?.filter((other) => other.id !== id),
      );
      queries.removeQueries({ queryKey: ["applications", id] });
    },
    onSettled: () => makeOld(queries),
  });
}

async function everything(signal: AbortSignal): Promise<Application[]> {
  const found: Application[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { limit: PAGE, cursor };
    const { items, next } = await ask(
      api.GET("/api/v1/applications", { params: { query }, signal }),
    );
    found.push(...items);
    if (!next) break;
    cursor = next;
  }
  return found;
}

function usePendingMoves(): Move[] {
  return useMutationState({
    filters: { mutationKey: MOVING, status: "pending" },
    select: (mutation) => mutation.state.variables as Move,
  });
}

function withMoves(applications: Application[], moves: Move[]): Application[] {
  if (moves.length === 0) return applications;
  const stages = new Map(moves.map(({ application, stage }) => [application.id, stage]));
  return applications.map((application) => ({
    ...application,
    stage: stages.get(application.id) ?? application.stage,
  }));
}

function keep(queries: QueryClient, id: string, change: Partial<Application>): void {
  const changed = (known: Application) => (known.id === id ? { ...known, ...change } : known);
  queries.setQueryData<Application[]>(ALL, (all) => all?.map(changed));
  queries.setQueryData<Application>(["applications", id], (known) => known && changed(known));
}

function makeOld(queries: QueryClient): void {
  for (const name of ["applications", "dashboard", "jobs", "job"])
    void queries.invalidateQueries({ queryKey: [name] });
}

function at(id: string) {
  return { params: { path: { application_id: id } } };
}
