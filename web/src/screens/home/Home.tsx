import { Button, Skeleton } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "react-router";
import { useUser } from "../../api/session";
import type { Dashboard } from "../../api/types";
import { Loaded } from "../../parts/Loaded";
import { Page } from "../../parts/Page";
import rows from "../../parts/rows.module.css";
import { StageBadge } from "../../parts/StageBadge";
import { ago } from "../../parts/words";
import { useDashboard } from "../../resources/dashboard";
import { Funnel } from "./Funnel";
import classes from "./home.module.css";
import { NextSteps } from "./NextSteps";

export default function Home() {
  const [first] = useUser().name.split(" ");
  const query = useDashboard();
  return (
    <Page
      title={`Hello, ${first}`}
      tab="Home"
      subtitle="Where your search stands."
      actions={
        <Button component={Link} to="/jobs/new" leftSection={<IconPlus size={16} aria-hidden />}>
          Add a job
        </Button>
      }
    >
      <Loaded query={query} skeleton={<HomeSkeleton />}>
        {(dashboard) => <Standing dashboard={dashboard} />}
      </Loaded>
    </Page>
  );
}

function Standing({ dashboard }: { dashboard: Dashboard }) {
  const applications = Object.values(dashboard.stages).reduce((sum, one) => sum + one, 0);
  return (
    <>
      <NextSteps dashboard={dashboard} />
      <ul className={classes.figures}>
        <Figure name="Profile" value={`${dashboard.profile_percent} %`} to="/profile" />
        <Figure name="Jobs" value={dashboard.jobs} to="/jobs" />
        <Figure name="Applications" value={applications} to="/applications" />
        <Figure name="Documents" value={dashboard.documents} to="/documents" />
      </ul>
      {applications > 0 && <Lately dashboard={dashboard} />}
    </>
  );
}

function Lately({ dashboard }: { dashboard: Dashboard }) {
  return (
    <div className={classes.halves}>
      <section className={rows.panel} aria-labelledby="funnel">
        <h2 id="funnel">From saved to offer</h2>
        <Funnel stages={dashboard.stages} />
      </section>
      <section className={rows.panel} aria-labelledby="recent">
        <h2 id="recent">What happened lately</h2>
        <Recent moves={dashboard.recent} />
      </section>
    </div>
  );
}

function Figure({ name, value, to }: { name: string; value: number | string; to: string }) {
  return (
    <li>
      <Link to={to} className={classes.figure}>
        <span>{name}</span>
        <b className="numbers">{value}</b>
      </Link>
    </li>
  );
}

function Recent({ moves }: { moves: Dashboard["recent"] }) {
  if (moves.length === 0)
    return <p className={classes.quiet}>Nothing yet. Moves on your board will show here.</p>;
  return (
    <ol className={classes.recent}>
      {moves.map((move) => (
        <li key={`${move.application_id} ${move.happened_at}`}>
          <Link to={`/applications?open=${move.application_id}`}>
            <span className="clip">
              <b>{move.job_title}</b>
              {move.company && ` · ${move.company}`}
            </span>
            <span className={classes.when}>{ago(move.happened_at)}</span>
            <StageBadge stage={move.stage} />
          </Link>
        </li>
      ))}
    </ol>
  );
}

function HomeSkeleton() {
  return (
    <>
      <Skeleton height={132} radius="lg" />
      <Skeleton height={84} radius="lg" mt={24} />
      <Skeleton height={260} radius="lg" mt={24} />
    </>
  );
}
