import { Tooltip } from "@mantine/core";
import classes from "./confidence.module.css";

const SURE = 0.85;
const LIKELY = 0.6;

export function confidenceOf(value: number): { tone: "good" | "fair" | "bad"; word: string } {
  if (value >= SURE) return { tone: "good", word: "Sure" };
  return value >= LIKELY ? { tone: "fair", word: "Likely" } : { tone: "bad", word: "Unsure" };
}

/** How sure the reader is of a field. */
export function Confidence({ value }: { value: number }) {
  const { tone, word } = confidenceOf(value);
  return (
    <Tooltip label={`The reader is ${Math.round(value * 100)} % sure`}>
      <span className={classes.mark} data-tone={tone}>
        <i aria-hidden />
        {word}
      </span>
    </Tooltip>
  );
}
