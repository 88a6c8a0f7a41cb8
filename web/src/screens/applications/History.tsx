import { Button, Skeleton } from "@mantine/core";
import type { ApplicationEvent } from "../../api/types";
import { Loaded } from "../../parts/Loaded";
import { STAGE } from "../../parts/stages";
import { When } from "../../parts/When";
import { useApplicationEvents } from "../../resources/applications";
import classes from "./drawer.module.css";

export function History({ id }: { id: string }) {
  const events = useApplicationEvents(id);
  return (
    <section aria-label="History">
      <h3 className={classes.heading}>History</h3>
      <Loaded query={events} skeleton={<Skeleton height={80} />}>
        {() => (
          <>
            <ol className={classes.events}>
              {events.items.map((event) => (
                <li key={event.id} data-tone={STAGE[event.stage].tone}>
                  <span>{wordsOf(event)}</span>
                  <When at={event.happened_at} />
                  {event.note && <p>{event.note}</p>}
                </li>
              ))}
            </ol>
            {events.hasNextPage && (
              <Button
                variant="subtle"
                size="compact-sm"
                loading={events.isFetchingNextPage}
                onClick={() => void events.fetchNextPage()}
              >
                Show earlier
              </Button>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function wordsOf({ kind, stage, previous, by }: ApplicationEvent): string {
  const { name } = STAGE[stage];
  const who = by === "me" ? "You" : "Shortlist";
  if (kind === "created" || !previous) return `${who} put it on the board, at ${name}`;
  return `${who} moved it from ${STAGE[previous].name} to ${name}`;
}
