import { type MantineColorScheme, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import rows from "../../parts/rows.module.css";
import classes from "./account.module.css";

const SCHEMES: { value: MantineColorScheme; label: string }[] = [
  { value: "auto", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

/** The choice belongs to this browser, not to the account: a bright office and a dark sofa are two machines. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <section className={`${rows.panel} ${classes.beside}`} aria-labelledby="appearance">
      <div>
        <h2 id="appearance">Appearance</h2>
        <p className={classes.hint}>For this browser.</p>
      </div>
      <SegmentedControl
        aria-labelledby="appearance"
        data={SCHEMES}
        value={colorScheme}
        onChange={setColorScheme}
      />
    </section>
  );
}
