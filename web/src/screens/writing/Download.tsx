import { Alert, Button, Group, Menu, SegmentedControl, Select } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconChevronDown, IconDownload } from "@tabler/icons-react";
import type { Export, Generation } from "../../api/types";
import { complain } from "../../parts/telling";
import { useTemplates } from "../../resources/exports";
import { useEditGeneration } from "../../resources/generations";
import { FORMAT, TEMPLATE, usualPaper } from "../documents/formats";
import { useFile } from "./useFile";
import classes from "./writing.module.css";

/** The design, the paper, and the file. */
export function Download({ document }: { document: Generation }) {
  const templates = useTemplates();
  const edit = useEditGeneration(document.id);
  const [paper, setPaper] = useLocalStorage<Export["paper"]>({
    key: "shortlist.paper",
    defaultValue: usualPaper(),
  });
  const file = useFile();
  const get = (format: Export["format"]) => file.make(document, format, paper);
  const choices = templates.data?.items ?? [];
  const rest = (["md", "txt", "json"] as const).filter(
    (format) => format !== "json" || document.kind === "resume",
  );
  return (
    <section className={classes.tool} aria-labelledby="file">
      <h2 id="file">Download</h2>
      <div className={classes.design}>
        <img
          src={`/api/v1/templates/${document.template}/preview.png`}
          alt=""
          width={72}
          height={93}
        />
        <div>
          <Select
            label="Design"
            size="xs"
            allowDeselect={false}
            value={document.template}
            data={
              choices.length > 0
                ? choices.map(({ name, title }) => ({ value: name, label: title }))
                : [{ value: document.template, label: TEMPLATE[document.template] }]
            }
            disabled={edit.isPending}
            onChange={(template) =>
              template &&
              edit.mutate(
                { version: document.version, template: template as Generation["template"] },
                { onError: complain },
              )
            }
          />
          <SegmentedControl
            size="xs"
            mt={8}
            fullWidth
            aria-label="Paper"
            value={paper}
            onChange={setPaper}
            data={[
              { value: "a4", label: "A4" },
              { value: "letter", label: "Letter" },
            ]}
          />
        </div>
      </div>
      {file.problem && (
        <Alert color="red" role="alert">
          {file.problem}
        </Alert>
      )}
      <Group gap="xs" wrap="nowrap">
        <Button
          flex={1}
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={file.making === "pdf"}
          disabled={file.making !== undefined}
          onClick={() => get("pdf")}
        >
          PDF
        </Button>
        <Button
          flex={1}
          variant="default"
          loading={file.making === "docx"}
          disabled={file.making !== undefined}
          onClick={() => get("docx")}
        >
          DOCX
        </Button>
        <Menu>
          <Menu.Target>
            <Button
              variant="default"
              px={10}
              aria-label="Other formats"
              disabled={file.making !== undefined}
            >
              <IconChevronDown size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((format) => (
              <Menu.Item key={format} onClick={() => get(format)}>
                {FORMAT[format].name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Group>
      <p className={classes.hint} role="status">
        {file.making ? `Making the ${FORMAT[file.making].name} …` : file.done}
      </p>
    </section>
  );
}
