const DAY = 86_400_000;
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * DAY],
  ["month", 30 * DAY],
  ["week", 7 * DAY],
  ["day", DAY],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const date = new Intl.DateTimeFormat("en", { dateStyle: "medium" });
const moment = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** "3 days ago", "in 2 weeks", "just now". */
export function ago(at: string, now = Date.now()): string {
  const distance = Date.parse(at) - now;
  for (const [unit, length] of UNITS) {
    if (Math.abs(distance) >= length) return relative.format(Math.trunc(distance / length), unit);
  }
  return "just now";
}

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
