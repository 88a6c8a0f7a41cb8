import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import rows from "../../parts/rows.module.css";
import classes from "./account.module.css";

/** Shown once: only their digests are kept. */
export function RecoveryCodes({ codes, done }: { codes: string[]; done: () => void }) {
  const text = codes.join("\n");
  return (
    <section className={`${rows.panel} ${rows.stack}`} aria-labelledby="codes">
      <div>
        <h2 id="codes">Keep these recovery codes</h2>
        <p className={classes.hint}>
          Each signs you in once when you have lost the app. They are shown only now: print them, or
          put them where your passwords are.
        </p>
      </div>
      <ul className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code} className={classes.code}>
            {code}
          </li>
        ))}
      </ul>
      <div className={classes.beside}>
        <Button.Group>
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={
                  copied ? (
                    <IconCheck size={16} aria-hidden />
                  ) : (
                    <IconCopy size={16} stroke={1.7} aria-hidden />
                  )
                }
                onClick={copy}
              >
                {copied ? "Copied" : "Copy"}
              </Button>
            )}
          </CopyButton>
          <Button
            component="a"
            variant="default"
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
            download="shortlist-recovery-codes.txt"
            leftSection={<IconDownload size={16} stroke={1.7} aria-hidden />}
          >
            Download
          </Button>
        </Button.Group>
        <Button onClick={done}>I have kept them</Button>
      </div>
    </section>
  );
}
