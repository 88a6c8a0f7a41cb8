import { Button } from "@mantine/core";
import { IconFileExport } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { Page } from "../../parts/Page";
import classes from "./documents.module.css";
import { Files } from "./Files";
import { MakeFile } from "./MakeFile";
import { addressOf, type Place, usePlace } from "./place";
import { Written } from "./Written";

/** What was written for the person, and the files made of it. */
export default function Documents() {
  const place = usePlace();
  const [exporting, setExporting] = useState(false);
  return (
    <Page
      title="Documents"
      tab={place.tab === "files" ? "Files" : "Documents"}
      actions={
        <Button
          variant="default"
          leftSection={<IconFileExport size={16} stroke={1.7} aria-hidden />}
          onClick={() => setExporting(true)}
        >
          Export profile
        </Button>
      }
    >
      <nav className={classes.tabs} aria-label="Documents">
        <Tab to={{ tab: "written" }} current={place.tab === "written"} name="Written" />
        <Tab to={{ tab: "files" }} current={place.tab === "files"} name="Files" />
      </nav>
      {place.tab === "files" ? (
        <Files makeOne={() => setExporting(true)} />
      ) : (
        <Written kind={place.kind} />
      )}
      <MakeFile opened={exporting} source="profile" close={() => setExporting(false)} />
    </Page>
  );
}

function Tab({ to, current, name }: { to: Partial<Place>; current: boolean; name: string }) {
  return (
    <Link to={addressOf(to)} className={classes.tab} aria-current={current ? "page" : undefined}>
      {name}
    </Link>
  );
}
