import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import { useEffect, useState } from "react";
import { SHORTEST_PASSWORD } from "./entering";
import classes from "./new-password.module.css";
import type { Strength } from "./strength";

interface Verdict {
  tone: "good" | "fair" | "bad";
  word: string;
}

const TOO_SHORT: Verdict = { tone: "bad", word: "Too short" };
const WORDS: Record<Strength, Verdict> = {
  0: { tone: "bad", word: "Guessed at once" },
  1: { tone: "bad", word: "Guessed within minutes" },
  2: { tone: "fair", word: "Guessed too soon" },
  3: { tone: "good", word: "Hard to guess" },
  4: { tone: "good", word: "Very hard to guess" },
};
const STEPS = [1, 2, 3, 4];

/** The field for a password that is to be chosen, with how hard it is to guess while one types. */
export function NewPassword({ onChange, ...input }: PasswordInputProps) {
  const [typed, setTyped] = useState("");
  const strength = useStrength(typed);
  return (
    <PasswordInput
      description={`At least ${SHORTEST_PASSWORD} characters. A few words in a row are good.`}
      autoComplete="new-password"
      {...input}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onChange?.(event);
      }}
      inputContainer={(field) => (
        <>
          {field}
          {strength !== undefined && (
            <Meter strength={strength} short={[...typed].length < SHORTEST_PASSWORD} />
          )}
        </>
      )}
    />
  );
}

function Meter({ strength, short }: { strength: Strength; short: boolean }) {
  const { tone, word } = short ? TOO_SHORT : WORDS[strength];
  const reached = short ? 1 : Math.max(1, strength);
  return (
    <div className={classes.meter} data-tone={tone}>
      <div className={classes.steps} aria-hidden>
        {STEPS.map((step) => (
          <span key={step} data-reached={step <= reached || undefined} />
        ))}
      </div>
      <span className={classes.word} role="status">
        {word}
      </span>
    </div>
  );
}

/** The lists of leaked passwords are large, so they come with the first letter that is typed. */
function useStrength(typed: string): Strength | undefined {
  const [strength, setStrength] = useState<Strength>();
  useEffect(() => {
    if (typed === "") {
      setStrength(undefined);
      return;
    }
    let wanted = true;
    import("./strength").then(
      ({ strengthOf }) => wanted && setStrength(strengthOf(typed)),
      () => undefined, // without the lists there is no meter, and the server still decides
    );
    return () => {
      wanted = false;
    };
  }, [typed]);
  return strength;
}
