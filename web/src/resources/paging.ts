import type { InfiniteData } from "@tanstack/react-query";

export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/** How an infinite query walks a list of ours: from the beginning, then from each page's `next`. */
export const byCursor = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { next?: string | null }) => page.next ?? undefined,
};

/** All items that were loaded so far. */
export function itemsOf<Item>(data: InfiniteData<{ items: Item[] }>): Item[] {
  return data.pages.flatMap((page) => page.items);
}
