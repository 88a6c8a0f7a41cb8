const DAY = 86_400_000;
const date = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function onDay(at: string): string {
  return date.format(new Date(at));
}

export function atMoment(at: string): string {
  return moment.format(new Date(at));
}

/** Whole days between then and now. */
export function daysSince(at: string, now = Date.now()): number {
  return Math.floor((now - Date.parse(at)) / DAY);
}
