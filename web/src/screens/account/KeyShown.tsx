import { Alert, Button, CopyButton, Group } from "@mantine/core";
import type { NewApiKey } from "../../api/types";
import classes from "./account.module.css";

/** The key itself, shown once: only its digest is kept. */
export function KeyShown({ made, done }: { made: NewApiKey; done: () => void }) {
  return (
    <Alert color="green" role="status" title={`This is the key “${made.name}”`}>
      <p>It is shown only now. Put it where your program finds it, and nobody else.</p>
      <p className={classes.code}>{made.key}</p>
      <Group gap={8} mt="sm">
        <CopyButton value={made.key}>
          {({ copied, copy }) => (
            <Button variant="default" size="xs" onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" size="xs" onClick={done}>
          I have kept it
        </Button>
      </Group>
    </Alert>
  );
}
