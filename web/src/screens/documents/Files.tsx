import { Button } from "@mantine/core";
import { IconFileDownload } from "@tabler/icons-react";
import { Empty } from "../../parts/Empty";
import { Loaded } from "../../parts/Loaded";
import { More } from "../../parts/More";
import { RowSkeletons } from "../../parts/RowSkeletons";
import rows from "../../parts/rows.module.css";
import { useExports } from "../../resources/exports";
import { FileRow } from "./FileRow";

export function Files({ makeOne }: { makeOne: () => void }) {
  const files = useExports();
  return (
    <Loaded query={files} skeleton={<RowSkeletons />}>
      {() =>
        files.items.length === 0 ? (
          <Empty
            icon={IconFileDownload}
            title="No file was made yet"
            action={<Button onClick={makeOne}>Export profile</Button>}
          >
            A resume or letter becomes a PDF, DOCX or text that software can read. Files are kept
            for 30 days.
          </Empty>
        ) : (
          <div>
            <ul className={rows.rows}>
              {files.items.map((file) => (
                <FileRow key={file.id} file={file} />
              ))}
            </ul>
            <More list={files} all="These are all. Each file is kept for 30 days." />
          </div>
        )
      }
    </Loaded>
  );
}
