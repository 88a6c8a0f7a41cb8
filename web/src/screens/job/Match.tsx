import { Alert, Button, Skeleton, Text } from "@mantine/core";
import { IconUserCircle } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Score } from "../../api/types";
import { Empty } from "../../parts/Empty";
import { Loaded } from "../../parts/Loaded";
import { BAND, PartBar, ScoreRing } from "../../parts/Score";
import { useMatch } from "../../resources/jobs";
import { Flags } from "./Flags";
import classes from "./job.module.css";
import { MatchItem } from "./MatchItem";

export function Match({ jobId }: { jobId: string }) {
  const query = useMatch(jobId, { enabled: true });
  if (query.error?.type === "profile_empty") return <NoProfile />;
  return (
    <Loaded query={query} skeleton={<Skeleton height={360} radius="lg" />}>
      {(score) => <Explained score={score} />}
    </Loaded>
  );
}

function Explained({ score }: { score: Score }) {
  return (
    <div className={classes.match}>
      <aside className={classes.summary}>
        <div className={classes.verdict}>
          <ScoreRing score={score} />
          <div>
            <h2>{BAND[score.band].name}</h2>
            <Text size="xs" c="dimmed">
              {score.value === null
                ? "The posting or your profile says too little."
                : "An estimate from both texts; every point has its reason here."}
            </Text>
          </div>
        </div>
        {score.provisional && (
          <Alert color="yellow">The posting is short, so this may change with its full text.</Alert>
        )}
        <dl className={classes.parts}>
          {score.parts.map((part) => (
            <div key={part.key}>
              <dt>
                <a href={`#part-${part.key}`}>{part.label}</a>
              </dt>
              <dd className="numbers">
                {points(part.points)} of {points(100 * part.weight)}
              </dd>
              <PartBar value={part.value} />
            </div>
          ))}
        </dl>
        <Flags flags={score.flags} />
      </aside>
      <div className={classes.reasons}>
        {score.parts
          .filter(({ items }) => items.length > 0)
          .map((part) => (
            <section key={part.key} id={`part-${part.key}`} aria-label={part.label}>
              <h2>
                {part.label}
                <span className="numbers">
                  {points(part.points)} of {points(100 * part.weight)} points
                </span>
              </h2>
              <ul>
                {part.items.map((item, place) => (
                  <MatchItem key={item.requirement_id ?? `${item.label} ${place}`} item={item} />
                ))}
              </ul>
            </section>
          ))}
      </div>
    </div>
  );
}

function points(number: number): string {
  return String(Math.round(number * 10) / 10);
}

function NoProfile() {
  return (
    <Empty
      icon={IconUserCircle}
      title="There is nothing to match with yet"
      action={
        <Button component={Link} to="/profile">
          Bring your resume
        </Button>
      }
    >
      Upload a resume or fill in your profile. Then every requirement here gets its line from it.
    </Empty>
  );
}
