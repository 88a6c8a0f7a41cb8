import { Button, Text } from "@mantine/core";
import type { List } from "../resources/pages";
import classes from "./more.module.css";

/** The foot of a list: the next page, what went wrong with it, or that this is all. */
export function More<Item>({ list, all }: { list: List<Item>; all: string }) {
  if (list.isFetchNextPageError)
    return (
      <div className={classes.more}>
        <Text c="dimmed">{list.error?.message}</Text>
        <Button variant="default" onClick={() => void list.fetchNextPage()}>
          Try again
        </Button>
      </div>
    );
  if (list.hasNextPage)
    return (
      <div className={classes.more}>
        <Button
          variant="default"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          Show more
        </Button>
      </div>
    );
  return (
    <div className={classes.more}>
      <Text size="xs" c="dimmed">
        {all}
      </Text>
    </div>
  );
}
