import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { Job, JobChange, JobStatus } from "../api/types";
import type { components } from "../api/schema";
import { byCursor } from "./paging";

/** What a company's posting can be; a candidate's own goes another way. */
export type PostingStatus = Extract<JobStatus, "draft" | "open" | "paused" | "closed">;
export type PostingDraft = components["schemas"]["JobDraft"];

const POSTINGS = ["jobs", "postings"];

export function usePostings(status: PostingStatus | undefined) {
  return useInfiniteQuery({
    queryKey: [...POSTINGS, { status }],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/jobs", {
          params: { query: { mine: "true", status, cursor: pageParam } },
          signal,
        }),
      ),
    ...byCursor,
  });
}

export function usePosting(id: string | undefined) {
  return useQuery({
    queryKey: ["job", id],
    enabled: id !== undefined,
    queryFn: ({ signal }) =>
      ask(api.GET("/api/v1/jobs/{job_id}", { params: { path: { job_id: id ?? "" } }, signal })),
  });
}

/** Writes a new posting: a draft, which only its company sees. */
export function useWritePosting() {
  const keep = useKeep();
  return useMutation({
    mutationFn: (draft: PostingDraft) => ask(api.POST("/api/v1/jobs", { body: draft })),
    onSuccess: keep,
  });
}

/** Changes what is named and leaves the rest. */
export function useChangePosting() {
  const keep = useKeep();
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: Partial<JobChange> }) =>
      ask(
        api.PATCH("/api/v1/jobs/{job_id}", {
          params: { path: { job_id: id } },
          body: change as JobChange,
        }),
      ),
    onSuccess: keep,
  });
}

export function useDeletePosting() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ask(api.DELETE("/api/v1/jobs/{job_id}", { params: { path: { job_id: id } } })),
    onSuccess: (_, id) => queries.removeQueries({ queryKey: ["job", id] }),
    onSettled: () => queries.invalidateQueries({ queryKey: POSTINGS }),
  });
}

function useKeep() {
  const queries = useQueryClient();
  return (job: Job) => {
    queries.setQueryData(["job", job.id], job);
    void queries.invalidateQueries({ queryKey: POSTINGS });
  };
}
