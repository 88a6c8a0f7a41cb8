import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { Problem } from "../api/problems";
import type { Profile, Resume } from "../api/types";

export function useProfile() {
  return useQuery({ queryKey: ["profile"], queryFn: () => ask(api.GET("/api/v1/profile")) });
}

/** Saves the sections that changed; one that was saved elsewhere meanwhile is loaded instead. */
export function useSaveProfile() {
  const queries = useQueryClient();
  return useMutation<Profile, Problem, { version: number; sections: Partial<Resume> }>({
    mutationFn: ({ version, sections }) =>
      ask(api.PATCH("/api/v1/profile", { body: { version, ...sections } as never })),
    onSuccess: (profile) => {
      queries.setQueryData(["profile"], profile);
      void queries.invalidateQueries({ queryKey: ["dashboard"] });
      void queries.invalidateQueries({ queryKey: ["job"] });
    },
    onError: (problem) => {
      if (problem.type === "stale_version")
        void queries.invalidateQueries({ queryKey: ["profile"] });
    },
  });
}
