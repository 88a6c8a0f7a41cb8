import type { UseFormReturnType } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { api, ask } from "../../api/client";
import { fieldErrors, type Problem } from "../../api/problems";
import type { components } from "../../api/schema";
import { beginSession, renameUser } from "../../api/session";
import type { Tokens, User } from "../../api/types";

export interface Credentials {
  email: string;
  password: string;
  /** Of the authenticator app, or a recovery code; asked for once the password was right. */
  totp: string;
}

export const SHORTEST_PASSWORD = 12;

export type Registration = components["schemas"]["Registration"];

export function useSignIn() {
  return useMutation<Tokens, Problem, Credentials>({
    mutationFn: ({ totp, ...given }) =>
      ask(
        api.POST("/api/v1/auth/login", {
          body: { ...given, totp: totp || null, refresh_in: "cookie" },
        }),
      ),
    onSuccess: beginSession,
  });
}

export function useSignUp() {
  return useMutation<Tokens, Problem, Registration>({
    mutationFn: (given) => ask(api.POST("/api/v1/auth/register", { body: given })),
    onSuccess: beginSession,
  });
}

export function useVerifyEmail() {
  return useMutation<User, Problem, string>({
    mutationFn: (token) => ask(api.PUT("/api/v1/auth/email-verification", { body: { token } })),
    onSuccess: renameUser,
  });
}

export function useAskForReset() {
  return useMutation<unknown, Problem, { email: string }>({
    mutationFn: (body) => ask(api.POST("/api/v1/auth/password-reset", { body })),
  });
}

export function useResetPassword() {
  return useMutation<unknown, Problem, { token: string; password: string }>({
    mutationFn: (body) => ask(api.PUT("/api/v1/auth/password-reset", { body })),
  });
}

/**
 * The token of a mailed link. It stands behind the `#`, which no server and no log sees, and is taken out of
 * the address at once, so that it is in no history and on no screenshot either.
 */
export function takeToken(): string {
  const token = new URLSearchParams(window.location.hash.slice(1)).get("token") ?? "";
  if (token) window.history.replaceState(window.history.state, "", window.location.pathname);
  return token;
}

/** Puts the server's objections at their fields; the answer says whether any is left for above the form. */
export function pointOut<Values>(form: UseFormReturnType<Values>, problem: Problem): boolean {
  const errors = fieldErrors(problem);
  form.setErrors(errors);
  const [first] = Object.keys(errors);
  if (first) form.getInputNode(first)?.focus();
  return first === undefined;
}
