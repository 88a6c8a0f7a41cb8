import "@mantine/dropzone/styles.layer.css";
import { Alert, Text } from "@mantine/core";
import { Dropzone, type FileRejection } from "@mantine/dropzone";
import { IconFileUpload } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useUpload } from "../../resources/imports";
import classes from "./profile.module.css";

const LIMIT = 5_000_000;
const ACCEPTED = {
  "application/pdf": [".pdf"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": [".docx"],
  "text/plain": [".txt"],
  "text/markdown": [".md"],
  "application/json": [".json"],
  "application/zip": [".zip"],
};

/** Where a resume file is dropped; it is stored, and the reading of it is shown. */
export function Bring({ prominent = false }: { prominent?: boolean }) {
  const upload = useUpload();
  const navigate = useNavigate();
  const [refused, setRefused] = useState("");
  const take = ([file]: File[]) => {
    setRefused("");
    if (!file) return;
    if (file.size === 0) setRefused("This file is empty.");
    else upload.mutate(file, { onSuccess: ({ id }) => void navigate(`/profile/imports/${id}`) });
  };
  const problem = refused || upload.error?.message;
  return (
    <section aria-label="Bring a resume" className={classes.bring} data-prominent={prominent}>
      <Dropzone
        onDrop={take}
        onReject={(rejections) => {
          upload.reset();
          setRefused(whyRefused(rejections));
        }}
        accept={ACCEPTED}
        maxSize={LIMIT}
        multiple={false}
        loading={upload.isPending}
        inputProps={{ "aria-label": "Resume file" }}
        className={classes.drop}
      >
        <IconFileUpload size={prominent ? 34 : 24} stroke={1.4} aria-hidden />
        <div>
          <Text fw={600} size={prominent ? "md" : "sm"}>
            {prominent ? "Drop your resume here, or choose a file" : "Bring another resume"}
          </Text>
          <Text size="xs" c="dimmed" mt={4}>
            PDF, DOCX, text, JSON Resume or a LinkedIn export, up to 5 MB. You look it over before
            anything is saved.
          </Text>
        </div>
      </Dropzone>
      {problem && (
        <Alert color="red" role="alert" mt="sm">
          {problem}
        </Alert>
      )}
    </section>
  );
}

function whyRefused([rejection]: FileRejection[]): string {
  const code = rejection?.errors[0]?.code;
  const size = ((rejection?.file.size ?? 0) / 1_000_000).toFixed(1);
  if (code === "file-too-large") return `The limit is 5 MB; this file has ${size} MB.`;
  if (code === "too-many-files") return "One file at a time, please.";
  return "This kind of file cannot be read. Use PDF, DOCX, text, JSON Resume or a LinkedIn export.";
}
