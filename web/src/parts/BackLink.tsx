import { Anchor } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "react-router";
import classes from "./back.module.css";

export function BackLink({ to, children }: { to: string; children: string }) {
  return (
    <Anchor component={Link} to={to} className={classes.back} underline="never">
      <IconArrowLeft size={15} stroke={1.8} aria-hidden />
      {children}
    </Anchor>
  );
}
