import type { Job } from "../../api/types";

export interface JobForm {
  title: string;
  company: string;
  remote: Job["remote"];
  places: string[];
  posted_on: string;
  valid_through: string;
  text: string;
}

export const REMOTE_CHOICES: { value: Job["remote"]; label: string }[] = [
  { value: "unknown", label: "Not said" },
  { value: "no", label: "On site" },
  { value: "hybrid", label: "Hybrid" },
  { value: "yes", label: "Remote" },
];

export function toForm(job: Job): JobForm {
  return {
    title: job.title,
    company: job.company,
    remote: job.remote,
    places: job.locations.map(placeOf),
    posted_on: job.posted_on ?? "",
    valid_through: job.valid_through ?? "",
    text: job.text,
  };
}

export function changeOf(form: JobForm) {
  const { places, posted_on, valid_through, ...rest } = form;
  return {
    ...rest,
    locations: places.map(locationOf),
    posted_on: posted_on.trim() || null,
    valid_through: valid_through.trim() || null,
  };
}

type Place = Job["locations"][number];

function placeOf({ city, region, country }: Place): string {
  return [city, region, country].filter(Boolean).join(", ");
}

/** "Lisbon", "Austin, TX, US": the first is the city, the last of three the country. */
function locationOf(text: string): Place {
  const [city = null, second = null, third = null] = text
    .split(",")
    .map((part) => part.trim() || null);
  return third ? { city, region: second, country: third } : { city, region: second, country: null };
}
