import { Alert, Button, Drawer, Group } from "@mantine/core";
import type { FormEventHandler, ReactNode } from "react";
import classes from "./profile.module.css";
import { objection, type useSaving } from "./useSaving";

interface EditorProps {
  title: string;
  saving: ReturnType<typeof useSaving>;
  onSubmit: FormEventHandler<HTMLFormElement>;
  /** Deletes what is edited, where there is something to delete. */
  onDelete?: (() => void) | undefined;
  children: ReactNode;
}

/** A part of the profile being edited, beside the rest of it. */
export function Editor({ title, saving, onSubmit, onDelete, children }: EditorProps) {
  return (
    <Drawer opened onClose={saving.close} title={title} size="lg" closeOnClickOutside={false}>
      <form onSubmit={onSubmit} className={classes.editor} noValidate>
        {saving.problem && (
          <Alert color="red" role="alert">
            {objection(saving.problem)}
          </Alert>
        )}
        {children}
        <Group justify="space-between" className={classes.editorFoot}>
          <Group gap="xs">
            <Button type="submit" loading={saving.saving}>
              Save
            </Button>
            <Button variant="default" onClick={saving.close}>
              Cancel
            </Button>
          </Group>
          {onDelete && (
            <Button variant="subtle" color="red" onClick={onDelete} disabled={saving.saving}>
              Delete
            </Button>
          )}
        </Group>
      </form>
    </Drawer>
  );
}
