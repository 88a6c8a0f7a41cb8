import {
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useMutationState,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { Application, Stage } from "../api/types";
import { byCursor } from "./paging";

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

const one = (id: string) =>
  queryOptions({
    queryKey: ["applications", id],
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/applications/{application_id}", { params: { path: { application_id: id } }, signal })),
  });

export function useApplication(id: string) {
  const queries = useQueryClient();
  const query = useQuery({
    ...one(id),
    placeholderData: () => queries.getQueryData<Application[]>(ALL)?.find((known) => known.id === id),
  });
  const moving = usePendingMoves();
  const [shown] = query.data ? withMoves([query.data], moving) : [];
  return { query, application: shown };
}

export function useApplicationEvents(id: string) {
  return useInfiniteQuery({
    queryKey: ["applications", id, "events"],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/applications/{application_id}/events", {
          params: { path: { application_id: id }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    ...byCursor,
  });
}

/** Moves one at a time, so that two quick ones arrive in the order in which they were made. */
export function useMoveApplication() {
  const queries = useQueryClient();
  return useMutation({
    mutationKey: MOVING,
    scope: { id: "move-application" },
    mutationFn: ({ application, stage }: Move) =>
      ask(
        api.POST("/api/v1/applications/{application_id}/moves", {
          params: { path: { application_id: application.id } },
          body: { stage, note: "" },
        }),
      ),
    onSuccess: (event, { application }) =>
      keep(queries, application.id, { stage: event.stage, moved_at: event.happened_at }),
    onSettled: () => makeOld(queries),
  });
}

export function useTrackJob() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ jobId, stage = "saved" }: { jobId: string; stage?: Stage }) =>
      ask(api.POST("/api/v1/applications", { body: { job_id: jobId, stage } })),
    onSettled: () => makeOld(queries),
  });
}

export function useAnnotateApplication(id: string) {
  const queries = useQueryClient();
  return useMutation({
    scope: { id: `note-${id}` },
    mutationFn: (note: string) =>
      ask(
        api.PATCH("/api/v1/applications/{application_id}", {
          params: { path: { application_id: id } },
          body: { note },
        }),
      ),
    onSuccess: ({ note, updated_at }) => keep(queries, id, { note, updated_at }),
  });
}

export function useDeleteApplication() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ask(api.DELETE("/api/v1/applications/{application_id}", { params: { path: { application_id: id } } })),
    onSuccess: (_, id) => {
      queries.setQueryData<Application[]>(ALL, (known) => known?.filter((other) => other.id !== id));
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
    const { items, next } = await ask(api.GET("/api/v1/applications", { params: { query }, signal }));
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
