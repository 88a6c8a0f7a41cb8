import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { Problem } from "../api/problems";
import type { Import, ResumeFile } from "../api/types";
import { type Told, useChannel } from "../realtime/socket";
import { useList } from "./pages";

export function useResumeFiles() {
  return useList<ResumeFile>(["resumes"], (cursor) =>
    ask(api.GET("/api/v1/resumes", { params: { query: { cursor, limit: 10 } } })),
  );
}

export function useDeleteResumeFile() {
  const queries = useQueryClient();
  return useMutation<unknown, Problem, string>({
    mutationFn: (resumeId) =>
      ask(api.DELETE("/api/v1/resumes/{resume_id}", { params: { path: { resume_id: resumeId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["resumes"] }),
  });
}

/** Stores the file and starts reading it. */
export function useUpload() {
  const queries = useQueryClient();
  return useMutation<Import, Problem, File>({
    mutationFn: async (file) => {
      const stored = await ask(
        api.POST("/api/v1/resumes", {
          body: { file: file as unknown as string },
          bodySerializer: () => {
            const form = new FormData();
            form.append("file", file, file.name);
            return form;
          },
        }),
      );
      return startReading(stored.id);
    },
    onSuccess: (started) => {
      queries.setQueryData(["import", started.id], started);
      void queries.invalidateQueries({ queryKey: ["resumes"] });
    },
  });
}

export function useReadAgain() {
  const queries = useQueryClient();
  return useMutation<Import, Problem, string>({
    mutationFn: startReading,
    onSuccess: (started) => queries.setQueryData(["import", started.id], started),
  });
}

function startReading(resumeId: string): Promise<Import> {
  return ask(
    api.POST("/api/v1/resumes/{resume_id}/imports", { params: { path: { resume_id: resumeId } } }),
  );
}

/** A reading, live while it goes on. */
export function useImport(importId: string) {
  const queries = useQueryClient();
  const key = ["import", importId];
  const load = () =>
    ask(api.GET("/api/v1/imports/{import_id}", { params: { path: { import_id: importId } } }));
  const query = useQuery({ queryKey: key, queryFn: load, staleTime: Number.POSITIVE_INFINITY });
  const open = query.data?.status === "pending" || query.data?.status === "running";
  useChannel(open ? query.data?.channel : undefined, {
    held: () => queries.getQueryData<Import>(key)?.stream,
    load: async () =>
      (await queries.fetchQuery({ queryKey: key, queryFn: load, staleTime: 0 })).stream,
    apply: (event) => {
      const now = applyImport(queries.getQueryData<Import>(key), event);
      if (now === "reload") void queries.invalidateQueries({ queryKey: key });
      else if (now) queries.setQueryData(key, now);
    },
  });
  return query;
}

/** What an event makes of a reading; its end is loaded, since the event does not hold what was found. */
export function applyImport(
  reading: Import | undefined,
  event: Told,
): Import | undefined | "reload" {
  switch (event.type) {
    case "import.progressed":
      if (!reading || reading.status === "completed" || reading.status === "failed") return reading;
      return {
        ...reading,
        status: "running",
        step: String(event.step),
        percent: Number(event.percent),
      };
    case "import.finished":
    case "import.failed":
      return "reload";
    default:
      return reading;
  }
}

export interface Decision {
  accept: string[];
  edits: Record<string, string>;
}

export function useDecide(importId: string) {
  const queries = useQueryClient();
  return useMutation<Import, Problem, Decision>({
    mutationFn: (body) =>
      ask(
        api.PUT("/api/v1/imports/{import_id}/decision", {
          params: { path: { import_id: importId } },
          body,
        }),
      ),
    onSuccess: (decided) => {
      queries.setQueryData(["import", importId], decided);
      for (const name of ["profile", "dashboard", "resumes", "job"])
        void queries.invalidateQueries({ queryKey: [name] });
    },
  });
}
