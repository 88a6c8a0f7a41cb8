import { Button, Group, Modal, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";

interface SureProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** The name of the deed, as the button says it. */
  action: string;
  pending: boolean;
  onYes: () => void;
  children: ReactNode;
}

/** Asks before something that cannot be undone. */
export function Sure({ opened, onClose, title, action, pending, onYes, children }: SureProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="sm">
      <Text c="dimmed">{children}</Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button color="red.8" loading={pending} onClick={onYes}>
          {action}
        </Button>
      </Group>
    </Modal>
  );
}

export function useSure() {
  const [opened, { open, close }] = useDisclosure(false);
  return { ask: open, close, props: { opened, onClose: close } };
}
