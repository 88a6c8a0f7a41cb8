import { describe, expect, it } from "vitest";
import type { Application, Stage } from "../../api/types";
import { byStage, isSilent, matching, neighbour } from "./grouping";

const NOW = Date.parse("2026-06-30T12:00:00Z");

function application(id: string, stage: Stage, moved_at: string, note = ""): Application {
  const locations = [{ city: "Porto", region: null, country: null }];
  const job = { title: "Data Engineer", company: "Otterly", locations, remote: "no" };
  return { id, stage, moved_at, note, job } as unknown as Application;
}

describe("byStage", () => {
  it("puts what moved last first and keeps empty stages", () => {
    const groups = byStage([
      application("old", "applied", "2026-06-01T00:00:00Z"),
      application("new", "applied", "2026-06-20T00:00:00Z"),
    ]);
    expect(groups.applied.map(({ id }) => id)).toEqual(["new", "old"]);
    expect(groups.ghosted).toEqual([]);
  });
});

describe("matching", () => {
  const all = [
    application("a", "saved", "2026-06-01T00:00:00Z", "Call Ana"),
    application("b", "saved", "2026-06-01T00:00:00Z"),
  ];
  it("wants every word, wherever it stands", () => {
    expect(matching(all, "porto  ANA").map(({ id }) => id)).toEqual(["a"]);
    expect(matching(all, "otterly")).toHaveLength(2);
    expect(matching(all, "  ")).toHaveLength(2);
  });
});

describe("neighbour", () => {
  it("walks from saving to accepting and no further", () => {
    expect(neighbour("saved", -1)).toBeUndefined();
    expect(neighbour("saved", 1)).toBe("preparing");
    expect(neighbour("offer", 1)).toBe("accepted");
    expect(neighbour("accepted", 1)).toBeUndefined();
    expect(neighbour("rejected", -1)).toBeUndefined();
  });
});

describe("isSilent", () => {
  it("begins three weeks after the last move, where an answer is waited for", () => {
    expect(isSilent(application("a", "applied", "2026-06-09T12:00:00Z"), NOW)).toBe(true);
    expect(isSilent(application("a", "applied", "2026-06-09T12:00:01Z"), NOW)).toBe(false);
    expect(isSilent(application("a", "saved", "2026-01-01T00:00:00Z"), NOW)).toBe(false);
  });
});
