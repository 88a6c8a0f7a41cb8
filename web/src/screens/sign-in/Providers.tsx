import { Button, Divider } from "@mantine/core";
import { useLocation } from "react-router";
import { ProviderMark } from "../../parts/ProviderMark";
import { useProviders } from "../../resources/providers";
import classes from "./door.module.css";
import type { Registration } from "./entering";

/** The other ways in, where somebody has configured any. */
export function Providers({ role = "candidate" }: { role?: Registration["role"] }) {
  const { data } = useProviders();
  const next = new URLSearchParams(useLocation().search).get("next") ?? "/";
  if (!data?.length) return null;
  return (
    <div className={classes.providers}>
      <Divider label="or" />
      {data.map(({ name, label }) => (
        <Button
          key={name}
          component="a"
          href={`/api/v1/auth/oauth/${name}/start?${new URLSearchParams({ role, next })}`}
          variant="default"
          size="md"
          fullWidth
          leftSection={<ProviderMark name={name} size={18} />}
        >
          Go on with {label}
        </Button>
      ))}
    </div>
  );
}
