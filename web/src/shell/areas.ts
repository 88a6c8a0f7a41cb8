import {
  type Icon,
  IconBriefcase,
  IconFileText,
  IconHome,
  IconLayoutKanban,
  IconSpeakerphone,
  IconUserCircle,
} from "@tabler/icons-react";
import type { User } from "../api/types";

export interface Area {
  path: string;
  name: string;
  hint: string;
  icon: Icon;
}

const CANDIDATE: Area[] = [
  { path: "/", name: "Home", hint: "What to do next", icon: IconHome },
  { path: "/jobs", name: "Jobs", hint: "Postings you look at", icon: IconBriefcase },
  {
    path: "/applications",
    name: "Applications",
    hint: "Where each one stands",
    icon: IconLayoutKanban,
  },
  { path: "/documents", name: "Documents", hint: "Resumes and letters", icon: IconFileText },
  { path: "/profile", name: "Profile", hint: "What you have done", icon: IconUserCircle },
];

const RECRUITER: Area[] = [
  { path: "/postings", name: "Postings", hint: "The jobs of your company", icon: IconSpeakerphone },
];

const ADMIN: Area[] = [
  { path: "/account", name: "Account", hint: "How you sign in", icon: IconUserCircle },
];

export function areasOf(user: User): Area[] {
  return { candidate: CANDIDATE, recruiter: RECRUITER, admin: ADMIN }[user.role];
}
