import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { offline } from "../api/problems";
import { Failed } from "./Failed";

interface LoadedProps<Data> {
  query: UseQueryResult<Data>;
  skeleton: ReactNode;
  children: (data: Data) => ReactNode;
}

/** A query's three states: what it will look like, what went wrong, what is there. Old data beats an error. */
export function Loaded<Data>({ query, skeleton, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  const retry = () => void query.refetch();
  if (query.isError) return <Failed error={query.error} retry={retry} />;
  if (query.fetchStatus === "paused") return <Failed error={offline()} retry={retry} />;
  return (
    <div aria-busy="true">
      <span role="status" className="mantine-sr-only" aria-label="Loading" />
      {skeleton}
    </div>
  );
}
