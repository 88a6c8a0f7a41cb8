import type { JobSummary, Salary } from "../api/types";

/** Currencies without a minor unit: their amounts are whole. */
const WHOLE = 0;

export function salaryText(salary: Salary | null): string {
  if (!salary || (salary.min === null && salary.max === null)) return "";
  const { min, max, currency, period } = salary;
  const amounts = [...new Set([min, max])].filter((amount) => amount !== null);
  const written = amounts.map((amount) => money(amount, currency)).join(" – ");
  const prefix = min === null ? "up to " : max === null ? "from " : "";
  return `${prefix}${written} a ${period}`;
}

function money(minor: number, currency: string): string {
  try {
    const format = new Intl.NumberFormat(undefined, {
      style: "currency",
      currency,
      maximumFractionDigits: WHOLE,
    });
    const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
    return format.format(minor / 10 ** (digits.maximumFractionDigits ?? 2));
  } catch {
    return `${minor / 100} ${currency}`;
  }
}

const REMOTE: Record<JobSummary["remote"], string> = {
  yes: "Remote",
  hybrid: "Hybrid",
  no: "On site",
  unknown: "",
};

export function placeText(job: Pick<JobSummary, "locations" | "remote">): string {
  const places = job.locations.map(({ city, region, country }) =>
    [city, region, city || region ? null : country].filter(Boolean).join(", "),
  );
  const more =
    places.length > 2
      ? `${places.slice(0, 2).join(" · ")} +${places.length - 2}`
      : places.join(" · ");
  return [more, REMOTE[job.remote]].filter(Boolean).join(" · ");
}

export const EMPLOYMENT: Record<JobSummary["employment_types"][number], string> = {
  full_time: "Full time",
  part_time: "Part time",
  contract: "Contract",
  temporary: "Temporary",
  internship: "Internship",
  volunteer: "Volunteer",
  other: "Other",
};

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["minute", 60],
  ["hour", 3600],
  ["day", 86_400],
  ["month", 2_629_800],
  ["year", 31_557_600],
];

export function ago(iso: string, now: number = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  const [unit, size] = STEPS.findLast(([, least]) => Math.abs(seconds) >= least) ?? ["second", 1];
  if (unit === "second") return "just now";
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(
    Math.round(seconds / size),
    unit,
  );
}

/** `2021-03` as "Mar 2021"; what is less exact stays so. */
export function partialDate(date: string | null): string {
  if (!date) return "";
  const [year, month, day] = date.split("-").map(Number);
  if (!year || !month) return date;
  const at = new Date(year, month - 1, day ?? 1);
  const shape: Intl.DateTimeFormatOptions = day
    ? { day: "numeric", month: "short", year: "numeric" }
    : { month: "short", year: "numeric" };
  return at.toLocaleDateString(undefined, shape);
}

export function span(entry: {
  start_date: string | null;
  end_date: string | null;
  current?: boolean;
}): string {
  const end = entry.current ? "today" : partialDate(entry.end_date);
  return [partialDate(entry.start_date), end].filter(Boolean).join(" – ");
}

export function fileSize(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
