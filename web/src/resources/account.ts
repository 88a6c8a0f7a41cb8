import { useMutation } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { Problem } from "../api/problems";
import { queryClient } from "../api/queries";
import { endSession, renameUser } from "../api/session";
import type { User } from "../api/types";

export function useRename() {
  return useMutation<User, Problem, string>({
    mutationFn: (name) => ask(api.PATCH("/api/v1/me", { body: { name } })),
    onSuccess: renameUser,
  });
}

export function useSignOut() {
  return useMutation<unknown, Problem, void>({
    mutationFn: () => ask(api.POST("/api/v1/auth/logout")),
    // Whatever the server says, nothing of the person stays in this browser.
    onSettled: () => {
      endSession({ ended: false });
      queryClient.clear();
      sessionStorage.clear();
    },
  });
}
