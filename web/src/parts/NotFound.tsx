import { Button } from "@mantine/core";
import { IconCompass } from "@tabler/icons-react";
import { Link } from "react-router";
import { Empty } from "./Empty";

export function NotFound() {
  return (
    <Empty
      icon={IconCompass}
      title="There is no such page"
      action={
        <Button component={Link} to="/" variant="default">
          Go home
        </Button>
      }
    >
      The address may have a typing mistake, or the page has moved.
    </Empty>
  );
}
