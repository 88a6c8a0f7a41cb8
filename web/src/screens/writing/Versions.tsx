import { Select } from "@mantine/core";
import type { GenerationSummary } from "../../api/types";
import { atMoment } from "../../parts/times";

interface VersionsProps {
  items: GenerationSummary[];
  shown: string | undefined;
  choose: (id: string) => void;
}

/** Which of the documents of one kind is on the desk, where there are several. */
export function Versions({ items, shown, choose }: VersionsProps) {
  if (items.length < 2 || !shown) return null;
  return (
    <Select
      size="xs"
      w={250}
      aria-label="Which one"
      allowDeselect={false}
      value={shown}
      onChange={(id) => id && choose(id)}
      data={items.map(({ id, created_at }, place) => ({
        value: id,
        label: `${place === 0 ? "Newest, " : ""}${atMoment(created_at)}`,
      }))}
    />
  );
}
