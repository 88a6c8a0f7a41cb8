import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, ask } from "../api/client";
import type { Problem } from "../api/problems";
import type { Identity, Provider } from "../api/types";
import type { Proof } from "./account";

/** Those that somebody configured here; they change with a restart of the server. */
export function useProviders() {
  return useQuery<Provider[]>({
    queryKey: ["providers"],
    queryFn: async () => (await ask(api.GET("/api/v1/auth/oauth"))).items,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useIdentities() {
  return useQuery<Identity[]>({
    queryKey: ["identities"],
    queryFn: async () => (await ask(api.GET("/api/v1/auth/identities"))).items,
  });
}

/** Leads the browser to the provider, which leads it back to the account's connections. */
export function useConnect() {
  return useMutation<unknown, Problem, Proof & { provider: string }>({
    mutationFn: async ({ provider, ...body }) => {
      const { authorization_url } = await ask(
        api.POST("/api/v1/auth/oauth/{provider}/links", { params: { path: { provider } }, body }),
      );
      window.location.assign(authorization_url);
    },
  });
}

export function useDisconnect() {
  const queries = useQueryClient();
  return useMutation<unknown, Problem, string>({
    mutationFn: (identity_id) =>
      ask(
        api.DELETE("/api/v1/auth/identities/{identity_id}", { params: { path: { identity_id } } }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ["identities"] }),
  });
}
