import { useQuery } from "@tanstack/react-query";
import { api, ask } from "../api/client";

export function useDashboard() {
  return useQuery({ queryKey: ["dashboard"], queryFn: () => ask(api.GET("/api/v1/dashboard")) });
}
