import { atMoment } from "./times";
import { ago } from "./words";

/** A time as a distance from now; the exact one is there for whoever points at it. */
export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={atMoment(at)}>
      {ago(at)}
    </time>
  );
}
