import type { Job, Salary } from "../../api/types";
import type { JobDraft } from "../../resources/jobs";
import { changeOf, type JobForm, toForm } from "../job/jobForm";

export interface PostingForm extends JobForm {
  employment_types: Job["employment_types"];
  salary: {
    /** In whole units of the currency, as people write it; empty where nothing is said. */
    min: number | string;
    max: number | string;
    currency: string;
    period: Salary["period"];
  };
}

export const PERIODS: { value: Salary["period"]; label: string }[] = [
  { value: "year", label: "a year" },
  { value: "month", label: "a month" },
  { value: "week", label: "a week" },
  { value: "day", label: "a day" },
  { value: "hour", label: "an hour" },
];

export const BLANK: PostingForm = {
  title: "",
  company: "",
  remote: "unknown",
  places: [],
  posted_on: "",
  valid_through: "",
  text: "",
  employment_types: [],
  salary: { min: "", max: "", currency: "EUR", period: "year" },
};

export function toPostingForm(job: Job): PostingForm {
  const { salary } = job;
  return {
    ...toForm(job),
    employment_types: job.employment_types,
    salary: salary
      ? {
          min: major(salary.min, salary.currency),
          max: major(salary.max, salary.currency),
          currency: salary.currency,
          period: salary.period,
        }
      : BLANK.salary,
  };
}

export function draftOf({ salary, employment_types, ...form }: PostingForm): JobDraft {
  return { ...changeOf(form), employment_types, salary: salaryOf(salary) };
}

/** A year, a month or a day: what was read from a posting may know no more. */
const DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

export const checks = {
  title: (title: string) => (title.trim() ? null : "A posting needs a title."),
  text: (text: string) => (text.trim() ? null : "A posting needs its text."),
  valid_through: (day: string) =>
    day.trim() === "" || DATE.test(day.trim()) ? null : "Write a day as 2027-01-31.",
  salary: {
    max: (max: number | string, { salary }: PostingForm) =>
      max !== "" && salary.min !== "" && Number(max) < Number(salary.min)
        ? "This is less than the lower end."
        : null,
    currency: (currency: string, { salary }: PostingForm) =>
      (salary.min === "" && salary.max === "") || /^[A-Za-z]{3}$/.test(currency)
        ? null
        : "Use three letters, such as EUR.",
  },
};

function salaryOf({ min, max, currency, period }: PostingForm["salary"]): Salary | null {
  if (min === "" && max === "") return null;
  const code = currency.toUpperCase();
  return {
    min: minor(min, code),
    max: minor(max, code),
    currency: code,
    period,
    period_guessed: false,
    quote: "",
  };
}

function minor(amount: number | string, currency: string): number | null {
  return amount === "" ? null : Math.round(Number(amount) * unitsOf(currency));
}

function major(amount: number | null, currency: string): number | string {
  return amount === null ? "" : amount / unitsOf(currency);
}

/** How many of the smallest unit make one: 100 cents, but one yen. */
function unitsOf(currency: string): number {
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    return 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);
  } catch {
    return 100;
  }
}
