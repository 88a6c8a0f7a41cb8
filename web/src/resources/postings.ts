import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api, ask } from "../api/client";
import type { Problem } from "../api/problems";
import type { Job, JobChange, JobStatus } from "../api/types";
import { type JobDraft, useJobs } from "./jobs";

export type PostingStatus = Extract<JobStatus, "draft" | "open" | "paused" | "closed">;

export interface PostingSave {
  draft: JobDraft;
  status: PostingStatus;
}

export function usePostings(status: PostingStatus | undefined) {
  return useJobs({ mine: true, status });
}

/**
 * Writes a posting, or writes over the one with this id. A new one begins as a draft and is opened by a
 * second request; where that fails, the next try goes on with what was written instead of writing it again.
 */
export function useSavePosting(id: string | undefined) {
  const queries = useQueryClient();
  const written = useRef(id);
  return useMutation<Job, Problem, PostingSave>({
    mutationFn: async ({ draft, status }) => {
      if (written.current) return change(written.current, { ...draft, status });
      const made = await ask(api.POST("/api/v1/jobs", { body: draft }));
      written.current = made.id;
      return status === made.status ? made : change(made.id, { status });
    },
    onSuccess: (job) => queries.setQueryData(["job", job.id], job),
    onSettled: () => queries.invalidateQueries({ queryKey: ["jobs"] }),
  });
}

function change(id: string, change: Partial<JobChange>): Promise<Job> {
  return ask(
    api.PATCH("/api/v1/jobs/{job_id}", {
      params: { path: { job_id: id } },
      body: change as JobChange,
    }),
  );
}
