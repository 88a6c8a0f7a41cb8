import { Badge } from "@mantine/core";
import { Link } from "react-router";
import type { JobSummary } from "../../api/types";
import rows from "../../parts/rows.module.css";
import { ago, placeText, salaryText } from "../../parts/words";

export function JobRow({ job }: { job: JobSummary }) {
  const facts = [job.company, placeText(job), salaryText(job.salary)].filter(Boolean);
  return (
    <Link to={`/jobs/${job.id}`} className={rows.row}>
      <span className={rows.text}>
        <span className={rows.title}>{job.title}</span>
        <span className={rows.meta}>{facts.join(" · ") || "No company named"}</span>
      </span>
      <span className={rows.end}>
        {job.status === "draft" && <Badge color="yellow">To check</Badge>}
        {job.application_id && <Badge>On your board</Badge>}
        <span>{ago(job.created_at)}</span>
      </span>
    </Link>
  );
}
