import { Alert, Button, Modal, Radio, SegmentedControl, Skeleton, Text } from "@mantine/core";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { Export, GenerationSummary } from "../../api/types";
import { Loaded } from "../../parts/Loaded";
import { useMakeExport, useTemplates } from "../../resources/exports";
import classes from "./documents.module.css";
import { FORMAT, FORMATS, usualPaper } from "./formats";
import { addressOf } from "./place";

interface MakeFileProps {
  opened: boolean;
  /** The profile as it is, or something written. */
  source: "profile" | GenerationSummary;
  close: () => void;
}

export function MakeFile({ opened, source, close }: MakeFileProps) {
  const title = source === "profile" ? "Export your profile" : "Make a file";
  return (
    <Modal opened={opened} onClose={close} title={title} size={640}>
      {opened && <Order source={source} close={close} />}
    </Modal>
  );
}

function Order({ source, close }: Omit<MakeFileProps, "opened">) {
  const [format, setFormat] = useState<Export["format"]>("pdf");
  const [template, setTemplate] = useState<Export["template"]>(
    source === "profile" ? "modern" : source.template,
  );
  const [paper, setPaper] = useState(usualPaper);
  const make = useMakeExport();
  const navigate = useNavigate();
  const letter = source !== "profile" && source.kind === "cover_letter";
  const formats = FORMATS.filter((one) => one !== "json" || !letter);
  const { hint, designed } = FORMAT[format];
  const order = () =>
    make.mutate(
      { documents: [documentOf(source)], format, template, paper },
      {
        onSuccess: () => {
          close();
          void navigate(addressOf({ tab: "files" }));
        },
      },
    );
  return (
    <div className={classes.order}>
      <div className={classes.field}>
        <span id="file-format">Format</span>
        <SegmentedControl
          className={classes.formats}
          classNames={{ label: classes.formatName }}
          aria-labelledby="file-format"
          data={formats.map((value) => ({ value, label: FORMAT[value].name }))}
          value={format}
          onChange={setFormat}
        />
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      </div>
      {designed && <Designs chosen={template} choose={setTemplate} />}
      {designed && (
        <div className={classes.field}>
          <span id="file-paper">Paper</span>
          <SegmentedControl
            aria-labelledby="file-paper"
            data={[
              { value: "a4", label: "A4" },
              { value: "letter", label: "US Letter" },
            ]}
            value={paper}
            onChange={setPaper}
          />
        </div>
      )}
      {make.error && (
        <Alert color="red" role="alert">
          {make.error.message}
        </Alert>
      )}
      <div className={classes.answers}>
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button loading={make.isPending} onClick={order}>
          Make {FORMAT[format].name}
        </Button>
      </div>
    </div>
  );
}

interface DesignsProps {
  chosen: Export["template"];
  choose: (template: Export["template"]) => void;
}

function Designs({ chosen, choose }: DesignsProps) {
  const templates = useTemplates();
  return (
    <Loaded query={templates} skeleton={<Skeleton height={220} />}>
      {({ items }) => (
        <Radio.Group
          label="Design"
          value={chosen}
          onChange={(name) => choose(name as Export["template"])}
        >
          <div className={classes.designs}>
            {items.map(({ name, title, description }) => (
              <Radio.Card key={name} value={name} className={classes.design} aria-label={title}>
                <img
                  src={`/api/v1/templates/${name}/preview.png`}
                  alt=""
                  width={620}
                  height={802}
                  loading="lazy"
                />
                <strong>{title}</strong>
                <span>{description}</span>
              </Radio.Card>
            ))}
          </div>
        </Radio.Group>
      )}
    </Loaded>
  );
}

function documentOf(source: MakeFileProps["source"]) {
  return source === "profile"
    ? { generation_id: null, profile: true as const }
    : { generation_id: source.id, profile: null };
}
