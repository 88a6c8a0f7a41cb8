import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask, download } from "../api/client";
import type { Problem } from "../api/problems";
import type { PersonalCopy } from "../api/types";

/** Asked for again now and then while one is made: the event that tells of it may be missed. */
const LOOK_AGAIN = 5_000;

export function useCopies() {
  return useQuery<PersonalCopy[]>({
    queryKey: ["copies"],
    queryFn: async () => (await ask(api.GET("/api/v1/me/exports"))).items,
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => status === "pending" || status === "running")
        ? LOOK_AGAIN
        : false,
  });
}

export function useAskForCopy() {
  const queries = useQueryClient();
  return useMutation<PersonalCopy, Problem, void>({
    mutationFn: () => ask(api.POST("/api/v1/me/exports")),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["copies"] }),
  });
}

export function useDownloadCopy() {
  return useMutation<unknown, Problem, PersonalCopy>({
    mutationFn: ({ id, created_at }) =>
      download(`/api/v1/me/exports/${id}/file`, `shortlist-${created_at.slice(0, 10)}.zip`),
  });
}
