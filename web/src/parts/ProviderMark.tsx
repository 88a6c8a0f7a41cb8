import {
  IconBrandGithub,
  IconBrandGoogle,
  IconBrandLinkedin,
  IconLogin2,
} from "@tabler/icons-react";

const MARKS: Record<string, typeof IconLogin2> = {
  google: IconBrandGoogle,
  github: IconBrandGithub,
  linkedin: IconBrandLinkedin,
};

export function ProviderMark({ name, size = 20 }: { name: string; size?: number }) {
  const Mark = MARKS[name] ?? IconLogin2;
  return <Mark size={size} stroke={1.7} aria-hidden />;
}
