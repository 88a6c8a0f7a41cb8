import { Button, Group, TextInput } from "@mantine/core";
import type { Reading } from "../../api/types";
import rows from "../../parts/rows.module.css";
import classes from "./review.module.css";

interface QuestionsProps {
  questions: Reading["questions"];
  answers: Record<string, string>;
  answer: (path: string, value: string, original: string) => void;
  disabled: boolean;
}

/** What the reader would have had to guess, and did not. */
export function Questions({ questions, answers, answer, disabled }: QuestionsProps) {
  if (questions.length === 0) return null;
  return (
    <section className={rows.panel} aria-labelledby="questions">
      <h2 id="questions">The reader is not sure</h2>
      <p className={classes.hint}>These stay empty unless you say what is right.</p>
      <div className={classes.questions}>
        {questions.map(({ path, text, candidates }) => (
          <div key={path}>
            <TextInput
              label={text}
              value={answers[path] ?? ""}
              disabled={disabled}
              onChange={(event) => answer(path, event.currentTarget.value, "")}
            />
            {candidates.length > 0 && (
              <Group gap={6} mt={6}>
                {candidates.map((candidate) => (
                  <Button
                    key={candidate}
                    size="compact-xs"
                    variant={answers[path] === candidate ? "filled" : "default"}
                    disabled={disabled}
                    onClick={() => answer(path, candidate, "")}
                  >
                    {candidate}
                  </Button>
                ))}
              </Group>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}
