import type { UseFormReturnType } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { api, ask } from "../../api/client";
import { fieldErrors, type Problem } from "../../api/problems";
import type { components } from "../../api/schema";
import { beginSession } from "../../api/session";
import type { Tokens } from "../../api/types";

export interface Credentials {
  email: string;
  password: string;
}

export type Registration = components["schemas"]["Registration"];

export function useSignIn() {
  return useMutation<Tokens, Problem, Credentials>({
    mutationFn: (given) =>
      ask(api.POST("/api/v1/auth/login", { body: { ...given, refresh_in: "cookie" } })),
    onSuccess: beginSession,
  });
}

export function useSignUp() {
  return useMutation<Tokens, Problem, Registration>({
    mutationFn: (given) => ask(api.POST("/api/v1/auth/register", { body: given })),
    onSuccess: beginSession,
  });
}

/** Puts the server's objections at their fields; the answer says whether any is left for above the form. */
export function pointOut<Values>(form: UseFormReturnType<Values>, problem: Problem): boolean {
  const errors = fieldErrors(problem);
  form.setErrors(errors);
  const [first] = Object.keys(errors);
  if (first) form.getInputNode(first)?.focus();
  return first === undefined;
}
