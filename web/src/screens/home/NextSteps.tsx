import { Button } from "@mantine/core";
import { IconArrowRight, IconCheck } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Dashboard } from "../../api/types";
import classes from "./home.module.css";

interface Step {
  done: boolean;
  title: string;
  text: string;
  to: string;
  action: string;
}

/** An accepted profile says more than name and address, which it has from the sign-up. */
const FILLED = 40;

export function stepsOf(dashboard: Dashboard): Step[] {
  const { stages } = dashboard;
  const sent = Object.entries(stages).some(
    ([stage, number]) => stage !== "saved" && stage !== "preparing" && number > 0,
  );
  return [
    {
      done: dashboard.profile_percent >= FILLED,
      title: "Bring your resume",
      text: "Upload a file, look over what was found, and accept it. It becomes your profile.",
      to: "/profile",
      action: "Upload a resume",
    },
    {
      done: dashboard.jobs > 0,
      title: "Add a job",
      text: "Paste a posting or its link and see how you match, with a reason for every point.",
      to: "/jobs/new",
      action: "Add a job",
    },
    {
      done: dashboard.documents > 0,
      title: "Write for it",
      text: "A resume and a letter for this one job, made only of what your profile says.",
      to: "/jobs",
      action: "Choose a job",
    },
    {
      done: sent,
      title: "Send it and keep track",
      text: "Download the PDF, apply, and move the card on your board.",
      to: "/applications",
      action: "Open the board",
    },
  ];
}

/** What a new person does next; gone when all is done. */
export function NextSteps({ dashboard }: { dashboard: Dashboard }) {
  const steps = stepsOf(dashboard);
  const next = steps.find(({ done }) => !done);
  if (!next) return null;
  return (
    <section className={classes.next} aria-labelledby="next">
      <h2 id="next">What to do next</h2>
      <ol>
        {steps.map((step, place) => (
          <li key={step.title} data-state={step.done ? "done" : step === next ? "next" : "later"}>
            <span className={classes.mark} aria-hidden>
              {step.done ? <IconCheck size={14} stroke={2.4} /> : place + 1}
            </span>
            <h3>
              {step.title}
              {step.done && <span className={classes.hidden}> (done)</span>}
            </h3>
            <p>{step.text}</p>
            {step === next && (
              <Button
                component={Link}
                to={step.to}
                size="xs"
                rightSection={<IconArrowRight size={14} aria-hidden />}
              >
                {step.action}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
