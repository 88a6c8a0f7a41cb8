import { useMutation, useQuery } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { Problem } from "../api/problems";
import { queryClient } from "../api/queries";
import { endSession, renameUser } from "../api/session";
import type { AuditEntry, Session, TotpEnrolment, TotpStatus, User } from "../api/types";
import { type List, useList } from "./pages";

/** What shows that whoever is signed in is the person; each where the account has one. */
export interface Proof {
  password: string | null;
  totp: string | null;
}

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
    onSettled: leaveBrowser,
  });
}

export function useErasure() {
  return useMutation<unknown, Problem, Proof>({
    mutationFn: (body) => ask(api.DELETE("/api/v1/me", { body })),
    onSuccess: leaveBrowser,
  });
}

/** What happens to an account is written down, too. */
async function madeOld(name: string): Promise<void> {
  await Promise.all(
    [name, "activity"].map((queryKey) => queryClient.invalidateQueries({ queryKey: [queryKey] })),
  );
}

function leaveBrowser(): void {
  endSession({ ended: false });
  queryClient.clear();
  sessionStorage.clear();
}

export function useMailVerification() {
  return useMutation<unknown, Problem, void>({
    mutationFn: () => ask(api.POST("/api/v1/auth/email-verification")),
  });
}

export function useMailPasswordLink() {
  return useMutation<unknown, Problem, string>({
    mutationFn: (email) => ask(api.POST("/api/v1/auth/password-reset", { body: { email } })),
  });
}

export function useChangePassword() {
  return useMutation<unknown, Problem, { current: string; new: string }>({
    mutationFn: (body) => ask(api.PUT("/api/v1/auth/password", { body })),
    onSuccess: () => madeOld("sessions"),
  });
}

export function useTotp() {
  return useQuery<TotpStatus>({
    queryKey: ["totp"],
    queryFn: () => ask(api.GET("/api/v1/auth/totp")),
  });
}

export function useEnrolment() {
  return useMutation<TotpEnrolment, Problem, void>({
    mutationFn: () => ask(api.POST("/api/v1/auth/totp")),
  });
}

export function useConfirmTotp() {
  return useMutation<{ recovery_codes: string[] }, Problem, string>({
    mutationFn: (code) => ask(api.PUT("/api/v1/auth/totp", { body: { code } })),
    onSuccess: () => madeOld("totp"),
  });
}

export function useRemoveTotp() {
  return useMutation<unknown, Problem, Proof>({
    mutationFn: ({ password }) => ask(api.DELETE("/api/v1/auth/totp", { body: { password } })),
    onSuccess: () => madeOld("totp"),
  });
}

export function useSessions() {
  return useQuery<Session[]>({
    queryKey: ["sessions"],
    queryFn: async () => (await ask(api.GET("/api/v1/auth/sessions"))).items,
  });
}

export function useEndSession() {
  return useMutation<unknown, Problem, string>({
    mutationFn: (session_id) =>
      ask(api.DELETE("/api/v1/auth/sessions/{session_id}", { params: { path: { session_id } } })),
    onSettled: () => madeOld("sessions"),
  });
}

/** All but the one that asks. */
export function useEndOtherSessions() {
  return useMutation<unknown, Problem, void>({
    mutationFn: () => ask(api.DELETE("/api/v1/auth/sessions")),
    onSettled: () => madeOld("sessions"),
  });
}

export function useActivity(): List<AuditEntry> {
  return useList(["activity"], (cursor) =>
    ask(api.GET("/api/v1/me/audit-log", { params: { query: { limit: 20, cursor } } })),
  );
}
