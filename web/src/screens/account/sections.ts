import {
  type Icon,
  IconBell,
  IconDatabaseExport,
  IconDevices,
  IconKey,
  IconPlugConnected,
  IconShieldLock,
  IconUser,
} from "@tabler/icons-react";

export interface Section {
  path: string;
  name: string;
  icon: Icon;
}

export const SECTIONS: Section[] = [
  { path: "/account", name: "You", icon: IconUser },
  { path: "/account/security", name: "Security", icon: IconShieldLock },
  { path: "/account/sessions", name: "Sign-ins", icon: IconDevices },
  { path: "/account/connections", name: "Connections", icon: IconPlugConnected },
  { path: "/account/keys", name: "API keys", icon: IconKey },
  { path: "/account/notifications", name: "Notifications", icon: IconBell },
  { path: "/account/data", name: "Your data", icon: IconDatabaseExport },
];
