import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { Problem } from "../api/problems";
import type { Generation, GenerationDraft, GenerationKind, GenerationSummary } from "../api/types";
import { useChannel } from "../realtime/socket";
import { grow, isOpen } from "./growing";
import { useList } from "./pages";

export interface GenerationFilter {
  job_id?: string | undefined;
  kind?: GenerationKind | undefined;
}

export function useGenerations(filter: GenerationFilter = {}) {
  return useList<GenerationSummary>(["generations", filter], (cursor) =>
    ask(api.GET("/api/v1/generations", { params: { query: { ...filter, cursor, limit: 30 } } })),
  );
}

/** A document, growing while it is being written. */
export function useGeneration(generationId: string | undefined) {
  const queries = useQueryClient();
  const key = ["generation", generationId];
  const load = () => ask(api.GET("/api/v1/generations/{generation_id}", at(generationId ?? "")));
  const query = useQuery({
    queryKey: key,
    queryFn: load,
    enabled: generationId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const channel = query.data && isOpen(query.data) ? query.data.channel : undefined;
  useChannel(channel, {
    held: () => queries.getQueryData<Generation>(key)?.stream,
    load: async () =>
      (await queries.fetchQuery({ queryKey: key, queryFn: load, staleTime: 0 })).stream,
    apply: (event) => {
      const before = queries.getQueryData<Generation>(key);
      const after = before && grow(before, event);
      if (after === "reload") {
        void queries.invalidateQueries({ queryKey: key });
        void queries.invalidateQueries({ queryKey: ["generations"] });
      } else if (after) queries.setQueryData(key, after);
    },
  });
  return query;
}

export function useWrite() {
  const settle = useSettle();
  return useMutation<Generation, Problem, GenerationDraft>({
    mutationFn: (body) => ask(api.POST("/api/v1/generations", { body })),
    onSuccess: settle,
  });
}

export function useStop() {
  const settle = useSettle();
  return useMutation<Generation, Problem, string>({
    mutationFn: (id) => ask(api.POST("/api/v1/generations/{generation_id}/cancellation", at(id))),
    onSuccess: settle,
  });
}

export function useRevise(generationId: string) {
  const settle = useSettle();
  return useMutation<Generation, Problem, string>({
    mutationFn: (instruction) =>
      ask(
        api.POST("/api/v1/generations/{generation_id}/revisions", {
          ...at(generationId),
          body: { instruction },
        }),
      ),
    onSuccess: settle,
  });
}

export interface HandEdit {
  version: number;
  text?: string;
  edits?: Record<string, string>;
  template?: Generation["template"];
}

export function useEditGeneration(generationId: string) {
  const settle = useSettle();
  const queries = useQueryClient();
  return useMutation<Generation, Problem, HandEdit>({
    mutationFn: (edit) =>
      ask(
        api.PATCH("/api/v1/generations/{generation_id}", {
          ...at(generationId),
          body: edit as never,
        }),
      ),
    onSuccess: settle,
    onError: (problem) => {
      if (problem.type === "stale_version")
        void queries.invalidateQueries({ queryKey: ["generation", generationId] });
    },
  });
}

export function useDecideChanges(generationId: string) {
  const settle = useSettle();
  return useMutation<Generation, Problem, { accepted: string[]; rejected: string[] }>({
    mutationFn: (body) =>
      ask(api.PUT("/api/v1/generations/{generation_id}/decisions", { ...at(generationId), body })),
    onSuccess: settle,
  });
}

export function useDiscard() {
  const queries = useQueryClient();
  return useMutation<unknown, Problem, string>({
    mutationFn: (id) => ask(api.DELETE("/api/v1/generations/{generation_id}", at(id))),
    onSuccess: (_, id) => {
      queries.removeQueries({ queryKey: ["generation", id] });
      for (const name of ["generations", "dashboard"])
        void queries.invalidateQueries({ queryKey: [name] });
    },
  });
}

/** Puts an answer where the screens read it. What streamed in meanwhile is newer than an open answer. */
function useSettle(): (answer: Generation) => void {
  const queries = useQueryClient();
  return (answer) => {
    const key = ["generation", answer.id];
    const held = queries.getQueryData<Generation>(key);
    if (!held || !isOpen(answer)) queries.setQueryData(key, answer);
    for (const name of ["generations", "dashboard", "applications", "jobs"])
      void queries.invalidateQueries({ queryKey: [name] });
  };
}

function at(generationId: string) {
  return { params: { path: { generation_id: generationId } } };
}
