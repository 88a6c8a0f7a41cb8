import { useState } from "react";
import { fieldErrors, type Problem } from "../../api/problems";
import type { Profile, Resume } from "../../api/types";
import { useSaveProfile } from "../../resources/profile";

/** One editor of one part of the profile: open, saving, and what the server objected to. */
export function useSaving(profile: Profile) {
  const [opened, setOpened] = useState(false);
  const save = useSaveProfile();
  return {
    opened,
    open: () => {
      save.reset();
      setOpened(true);
    },
    close: () => setOpened(false),
    saving: save.isPending,
    problem: save.error ?? undefined,
    save: (sections: Partial<Resume>, done?: () => void) =>
      save.mutate(
        { version: profile.version, sections },
        {
          onSuccess: () => {
            setOpened(false);
            done?.();
          },
        },
      ),
  };
}

/** What to say above the form: the server names places by position, people know them by name. */
export function objection(problem: Problem): string {
  const [first] = Object.entries(fieldErrors(problem));
  if (!first) return problem.message;
  const [at, detail] = first;
  return /date/.test(at) ? "A date is YYYY, YYYY-MM or YYYY-MM-DD." : detail;
}
