import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { Problem } from "../api/problems";
import type { components } from "../api/schema";
import type { Job, JobChange, JobImport, JobStatus } from "../api/types";
import { useList } from "./pages";

export interface JobFilter {
  q?: string | undefined;
  status?: JobStatus | undefined;
  mine?: boolean | undefined;
}

export type JobDraft = components["schemas"]["JobDraft"];

/** A posting is had from its text or from its address. */
export type JobOrigin = { text: string } | { url: string };

export function useJobs(filter: JobFilter) {
  return useList(["jobs", filter], (cursor) =>
    ask(api.GET("/api/v1/jobs", { params: { query: { ...filter, cursor, limit: 30 } } })),
  );
}

/** The few best for the search box. */
export function useFoundJobs(words: string) {
  return useQuery({
    queryKey: ["jobs", "found", words],
    queryFn: () => ask(api.GET("/api/v1/jobs", { params: { query: { q: words, limit: 6 } } })),
    enabled: words !== "",
    placeholderData: keepPreviousData,
  });
}

export function useJob(jobId: string) {
  return useQuery({
    queryKey: ["job", jobId],
    queryFn: () => ask(api.GET("/api/v1/jobs/{job_id}", { params: { path: { job_id: jobId } } })),
  });
}

/** The person's profile scored against the posting; not before the posting is confirmed. */
export function useMatch(jobId: string, { enabled }: { enabled: boolean }) {
  return useQuery({
    queryKey: ["job", jobId, "match"],
    queryFn: () =>
      ask(api.GET("/api/v1/jobs/{job_id}/match", { params: { path: { job_id: jobId } } })),
    enabled,
  });
}

export function useImportJob() {
  const queries = useQueryClient();
  return useMutation<JobImport, Problem, JobOrigin>({
    mutationFn: (body) =>
      ask(api.POST("/api/v1/job-imports", { body: { text: null, url: null, ...body } })),
    onSuccess: ({ job }) => {
      queries.setQueryData(["job", job.id], job);
      void queries.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
}

export function useWriteJob() {
  const queries = useQueryClient();
  return useMutation<Job, Problem, JobDraft>({
    mutationFn: (body) => ask(api.POST("/api/v1/jobs", { body })),
    onSuccess: (job) => {
      queries.setQueryData(["job", job.id], job);
      void queries.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
}

export function useEditJob(jobId: string) {
  const queries = useQueryClient();
  return useMutation<Job, Problem, Partial<JobChange>>({
    mutationFn: (change) =>
      ask(
        api.PATCH("/api/v1/jobs/{job_id}", {
          params: { path: { job_id: jobId } },
          body: change as JobChange,
        }),
      ),
    onSuccess: (job) => {
      queries.setQueryData(["job", jobId], job);
      void queries.invalidateQueries({ queryKey: ["job", jobId, "match"] });
      void queries.invalidateQueries({ queryKey: ["jobs"] });
    },
  });
}

export function useDeleteJob() {
  const queries = useQueryClient();
  return useMutation<unknown, Problem, string>({
    mutationFn: (jobId) =>
      ask(api.DELETE("/api/v1/jobs/{job_id}", { params: { path: { job_id: jobId } } })),
    onSuccess: (_, jobId) => {
      queries.removeQueries({ queryKey: ["job", jobId] });
      for (const name of ["jobs", "applications", "dashboard", "generations"])
        void queries.invalidateQueries({ queryKey: [name] });
    },
  });
}
