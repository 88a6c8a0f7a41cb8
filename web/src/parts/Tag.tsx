import classes from "./tag.module.css";

export type Tone = "quiet" | "accent" | "good" | "fair" | "bad";

/** A state in a word; the colour only repeats what the word says. */
export function Tag({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  );
}
