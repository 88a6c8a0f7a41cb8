import { IconFileCheck, IconListSearch, IconPencilCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Brand } from "../../parts/Brand";
import { useTab } from "../../parts/Page";
import classes from "./door.module.css";

const STEPS = [
  {
    icon: IconListSearch,
    title: "See how you match, and why",
    text: "Every point of a score shows the line of your resume and the line of the posting behind it.",
  },
  {
    icon: IconPencilCheck,
    title: "Write for one job at a time",
    text: "A resume and a letter made of what you have really done. Nothing is invented; you accept each change.",
  },
  {
    icon: IconFileCheck,
    title: "Keep track until the offer",
    text: "PDF and DOCX that software can read, and one board for everything you applied to.",
  },
];

/** The way in: the form, and beside it what waits behind it. */
export function Door({
  title,
  lead,
  children,
}: {
  title: string;
  lead: string;
  children: ReactNode;
}) {
  useTab(title);
  return (
    <div className={classes.door}>
      <main className={classes.form}>
        <span className={classes.brand}>
          <Brand size={30} /> Shortlist
        </span>
        <div>
          <h1>{title}</h1>
          <p className={classes.lead}>{lead}</p>
        </div>
        {children}
      </main>
      <aside className={classes.aside} aria-label="What Shortlist does">
        <ol className={classes.steps}>
          {STEPS.map(({ icon: Picture, title: step, text }) => (
            <li key={step}>
              <span className={classes.mark}>
                <Picture size={20} stroke={1.6} aria-hidden />
              </span>
              <h2>{step}</h2>
              <p>{text}</p>
            </li>
          ))}
        </ol>
      </aside>
    </div>
  );
}
