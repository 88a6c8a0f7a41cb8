import { useMutation } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { Problem } from "../api/problems";
import { renameUser } from "../api/session";
import type { User } from "../api/types";

export function useRename() {
  return useMutation<User, Problem, string>({
    mutationFn: (name) => ask(api.PATCH("/api/v1/me", { body: { name } })),
    onSuccess: renameUser,
  });
}
