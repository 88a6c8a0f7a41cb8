import { UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { openSearch } from "./opening";
import classes from "./shell.module.css";

const KEYS = /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘ K" : "Ctrl K";

export function SearchButton() {
  return (
    <UnstyledButton className={classes.search} onClick={openSearch} aria-label="Search, Control K">
      <IconSearch size={15} stroke={1.8} aria-hidden />
      <span>Search</span>
      <kbd aria-hidden>{KEYS}</kbd>
    </UnstyledButton>
  );
}
