import type { UseFormReturnType } from "@mantine/form";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api, ask } from "../../api/client";
import { asProblem, fieldErrors, type Problem } from "../../api/problems";
import type { components } from "../../api/schema";
import { beginSession, renameUser } from "../../api/session";
import type { Tokens, User, Wanted } from "../../api/types";

export interface Credentials {
  email: string;
  password: string;
  /** Of the authenticator app, or a recovery code; asked for once the password was right. */
  totp: string;
}

export const SHORTEST_PASSWORD = 12;
const STALE = "proof_stale";

let taken: { pathname: string; token: string } | undefined;

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

/** What somebody who came back from a provider has to show; `null` when they did not, or too long ago. */
export function useWanted() {
  return useQuery<Wanted | null>({
    queryKey: ["wanted"],
    queryFn: async () => {
      try {
        return await ask(api.GET("/api/v1/auth/oauth/proof"));
      } catch (thrown) {
        if (asProblem(thrown).type === STALE) return null;
        throw thrown;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

export function useProveAddress() {
  return useMutation<Tokens, Problem, { password: string | null; totp: string | null }>({
    mutationFn: (body) => ask(api.POST("/api/v1/auth/oauth/proof", { body })),
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
 * the address at once, so that it is in no history and on no screenshot either. It is remembered: a first
 * rendering may be thrown away, and the next one asks again.
 */
export function takeToken(): string {
  const { hash, pathname } = window.location;
  const token = new URLSearchParams(hash.slice(1)).get("token");
  if (token) {
    taken = { pathname, token };
    window.history.replaceState(window.history.state, "", pathname);
  }
  return taken?.pathname === pathname ? taken.token : "";
}

/** Puts the server's objections at their fields; the answer says whether any is left for above the form. */
export function pointOut<Values>(form: UseFormReturnType<Values>, problem: Problem): boolean {
  const errors = fieldErrors(problem);
  form.setErrors(errors);
  const [first] = Object.keys(errors);
  if (first) form.getInputNode(first)?.focus();
  return first === undefined;
}
