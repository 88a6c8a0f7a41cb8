import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, ask, download } from "../api/client";
import type { Problem } from "../api/problems";
import type { Export, ExportDraft } from "../api/types";
import { isOpen } from "./growing";
import { useList } from "./pages";

const EXPORTS = ["exports"];
/** A file's end is told on the socket; asking now and then serves whoever has none. */
const ASK_AGAIN = 5_000;

export function useExports() {
  const list = useList<Export>(EXPORTS, (cursor) =>
    ask(api.GET("/api/v1/exports", { params: { query: { cursor } } })),
  );
  const waiting = list.items.some(isOpen);
  const { refetch } = list;
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(() => void refetch(), ASK_AGAIN);
    return () => clearInterval(timer);
  }, [waiting, refetch]);
  return list;
}

/** One file while it is being made; without an id it asks nothing. */
export function useExport(id: string | undefined) {
  return useQuery({
    queryKey: [...EXPORTS, id],
    enabled: id !== undefined,
    queryFn: () => ask(api.GET("/api/v1/exports/{export_id}", at(id ?? ""))),
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? ASK_AGAIN : false),
  });
}

export function useMakeExport() {
  const queries = useQueryClient();
  return useMutation<Export, Problem, ExportDraft>({
    mutationFn: (body) => ask(api.POST("/api/v1/exports", { body })),
    onSettled: () => queries.invalidateQueries({ queryKey: EXPORTS }),
  });
}

export function useDeleteExport() {
  const queries = useQueryClient();
  return useMutation<unknown, Problem, string>({
    mutationFn: (id) => ask(api.DELETE("/api/v1/exports/{export_id}", at(id))),
    onSettled: () => queries.invalidateQueries({ queryKey: EXPORTS }),
  });
}

/** Saves the file on the person's machine; the count of downloads grows by it. */
export function useDownloadExport() {
  const queries = useQueryClient();
  return useMutation<void, Problem, Pick<Export, "id" | "filename">>({
    mutationFn: ({ id, filename }) => download(`/api/v1/exports/${id}/file`, filename),
    onSettled: () => queries.invalidateQueries({ queryKey: EXPORTS }),
  });
}

export function useTemplates() {
  return useQuery({
    queryKey: ["templates"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => ask(api.GET("/api/v1/templates")),
  });
}

function at(id: string) {
  return { params: { path: { export_id: id } } };
}
