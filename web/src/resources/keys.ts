import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { Problem } from "../api/problems";
import type { ApiKey, ApiKeyDraft, NewApiKey } from "../api/types";
import { type List, useList } from "./pages";

export function useKeys(): List<ApiKey> {
  return useList(["keys"], (cursor) =>
    ask(api.GET("/api/v1/api-keys", { params: { query: { limit: 50, cursor } } })),
  );
}

export function useMakeKey() {
  const queries = useQueryClient();
  return useMutation<NewApiKey, Problem, ApiKeyDraft>({
    mutationFn: (body) => ask(api.POST("/api/v1/api-keys", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["keys"] }),
  });
}

export function useDeleteKey() {
  const queries = useQueryClient();
  return useMutation<unknown, Problem, string>({
    mutationFn: (key_id) =>
      ask(api.DELETE("/api/v1/api-keys/{key_id}", { params: { path: { key_id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["keys"] }),
  });
}
