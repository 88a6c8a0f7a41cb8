import {
  type InfiniteData,
  type QueryKey,
  type UseInfiniteQueryResult,
  useInfiniteQuery,
} from "@tanstack/react-query";
import { useMemo } from "react";

/** What every list of the interface answers. */
export interface Listed<Item> {
  items: Item[];
  next: string | null;
  total: number | null;
}

/** A list that grows by its cursor; `items` are those of all pages so far. */
export type List<Item> = UseInfiniteQueryResult<InfiniteData<Listed<Item>>> & { items: Item[] };

export function useList<Item>(
  queryKey: QueryKey,
  page: (cursor: string | undefined) => Promise<Listed<Item>>,
): List<Item> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => page(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const items = useMemo(() => query.data?.pages.flatMap((one) => one.items) ?? [], [query.data]);
  return { ...query, items };
}
