import { Button, Group, Modal, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Problem } from "../api/problems";

interface ConfirmProps {
  opened: boolean;
  title: string;
  /** What will be gone, and what will not. */
  children: ReactNode;
  /** The name of the deed, such as "Delete". */
  deed: string;
  busy: boolean;
  problem: Problem | null;
  confirm: () => void;
  close: () => void;
}

/** Asks before something that cannot be undone. */
export function Confirm(props: ConfirmProps) {
  const { opened, title, children, deed, busy, problem, confirm, close } = props;
  return (
    <Modal opened={opened} onClose={close} title={title} size={420}>
      <Text>{children}</Text>
      {problem && (
        <Text c="var(--bad)" mt="sm" role="alert">
          {problem.message}
        </Text>
      )}
      <Group justify="flex-end" gap={8} mt="lg">
        <Button variant="default" data-autofocus onClick={close}>
          Keep
        </Button>
        <Button color="red.9" loading={busy} onClick={confirm}>
          {deed}
        </Button>
      </Group>
    </Modal>
  );
}
