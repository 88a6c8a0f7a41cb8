import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import type { Generation } from "../../api/types";
import { Quote } from "../../parts/Quote";
import classes from "./writing.module.css";

/** What the posting asks and the profile does not say: answered in the profile, never made up. */
export function Questions({ document }: { document: Generation }) {
  if (document.questions.length === 0) return null;
  return (
    <section className={classes.tool} aria-labelledby="questions">
      <h2 id="questions">Questions for you</h2>
      <ul className={classes.list}>
        {document.questions.map(({ text, quote }) => (
          <li key={text + quote}>
            <p>{text}</p>
            {quote && <Quote from="The posting says">{quote}</Quote>}
          </li>
        ))}
      </ul>
      <p className={classes.hint}>
        If you have it,{" "}
        <Anchor component={Link} to="/profile" inherit underline="always">
          add it to your profile
        </Anchor>{" "}
        and write again. Nothing is added for you.
      </p>
    </section>
  );
}
