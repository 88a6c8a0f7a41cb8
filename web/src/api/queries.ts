import { QueryClient } from "@tanstack/react-query";
import { asProblem, type Problem } from "./problems";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Problem;
  }
}

/** Reads are repeated while that may help; writes are not, the person decides (the client repeats safe ones). */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      retry: (failures, error) => failures < 2 && asProblem(error).passing,
      retryDelay: (failures) => 600 * 2 ** failures,
    },
    mutations: { networkMode: "always" },
  },
});
