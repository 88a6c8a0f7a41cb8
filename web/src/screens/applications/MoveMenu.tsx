import { Menu } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Application, Stage } from "../../api/types";
import { CLOSED_STAGES, OPEN_STAGES, STAGE } from "../../parts/stages";
import classes from "./board.module.css";

interface MoveMenuProps {
  application: Application;
  move: (application: Application, stage: Stage) => void;
  /** The button that opens it. */
  children: ReactNode;
}

/** Every stage by name: what dragging does, for keyboards and small screens. */
export function MoveMenu({ application, move, children }: MoveMenuProps) {
  const item = (stage: Stage) => (
    <Menu.Item
      key={stage}
      aria-current={stage === application.stage || undefined}
      leftSection={<i className={classes.mark} data-tone={STAGE[stage].tone} aria-hidden />}
      rightSection={stage === application.stage && <IconCheck size={14} aria-hidden />}
      onClick={() => move(application, stage)}
    >
      {STAGE[stage].name}
    </Menu.Item>
  );
  return (
    <Menu width={200} withinPortal>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Move to</Menu.Label>
        {OPEN_STAGES.map(item)}
        <Menu.Divider />
        {CLOSED_STAGES.map(item)}
      </Menu.Dropdown>
    </Menu>
  );
}
