import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, download } from "../api/client";
import type { Export, ExportDraft } from "../api/types";
import { byCursor } from "./paging";

const EXPORTS = ["exports"];
/** Its end is told on the socket; asking now and then serves whoever is offline there. */
const ASK_AGAIN = 5_000;

export function isOpen({ status }: Pick<Export, "status">): boolean {
  return status === "pending" || status === "running";
}

export function useExports() {
  return useInfiniteQuery({
    queryKey: EXPORTS,
    queryFn: ({ pageParam, signal }) =>
      ask(api.GET("/api/v1/exports", { params: { query: { cursor: pageParam } }, signal })),
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(isOpen)) ? ASK_AGAIN : false,
    ...byCursor,
  });
}

/** One file while it is being made; without an id it asks nothing. */
export function useExport(id: string | undefined) {
  return useQuery({
    queryKey: [...EXPORTS, id],
    enabled: id !== undefined,
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/exports/{export_id}", { params: { path: { export_id: id ?? "" } }, signal })),
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? ASK_AGAIN : false),
  });
}

export function useMakeExport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: ExportDraft) => ask(api.POST("/api/v1/exports", { body: draft })),
    onSettled: () => queries.invalidateQueries({ queryKey: EXPORTS }),
  });
}

export function useDeleteExport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ask(api.DELETE("/api/v1/exports/{export_id}", { params: { path: { export_id: id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: EXPORTS }),
  });
}

/** Saves the file on the person's machine; the count of downloads grows by it. */
export function useDownloadExport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, filename }: Pick<Export, "id" | "filename">) =>
      download(`/api/v1/exports/${id}/file`, filename),
    onSuccess: () => queries.invalidateQueries({ queryKey: EXPORTS }),
  });
}

export function useTemplates() {
  return useQuery({
    queryKey: ["templates"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => ask(api.GET("/api/v1/templates", { signal })),
  });
}
