import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { Problem } from "../../api/problems";

interface EnterProps {
  busy: boolean;
  problem: Problem | null;
  name?: string;
}

const A_SECOND = 1000;

/** The button of a door; where somebody knocked too often it counts the seconds until it opens again. */
export function Enter({ busy, problem, name = "Sign in" }: EnterProps) {
  const left = useSecondsUntil(problem?.resetsAt);
  return (
    <Button type="submit" size="md" fullWidth loading={busy} disabled={left > 0}>
      {left > 0 ? `Try again in ${duration(left)}` : name}
    </Button>
  );
}

function useSecondsUntil(moment: string | undefined): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!moment) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), A_SECOND);
    return () => clearInterval(timer);
  }, [moment]);
  return moment ? Math.max(0, Math.ceil((Date.parse(moment) - now) / A_SECOND)) : 0;
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = `${seconds % 60} s`;
  return minutes > 0 ? `${minutes} min ${rest}` : rest;
}
