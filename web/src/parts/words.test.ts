import { describe, expect, it } from "vitest";
import { blocksOf } from "./Markdown";
import { ago, partialDate, placeText, salaryText, span } from "./words";

const salary = { currency: "EUR", period: "year" as const, period_guessed: false, quote: "" };

describe("words for people", () => {
  it("writes amounts in whole units", () => {
    expect(salaryText({ ...salary, min: 6_500_000, max: 8_200_000 })).toMatch(
      /65.000.*82.000.*a year/,
    );
    expect(salaryText({ ...salary, min: null, max: 8_200_000 })).toMatch(/^up to/);
    expect(salaryText({ ...salary, currency: "JPY", min: 5_000_000, max: null })).toMatch(
      /5.000.000/,
    );
    expect(salaryText({ ...salary, currency: "?", min: 100, max: null })).toMatch(/^from 1/);
    expect(salaryText(null)).toBe("");
  });

  it("never makes a date more exact than it is", () => {
    expect(partialDate("2021")).toBe("2021");
    expect(partialDate("2021-03")).toMatch(/2021/);
    expect(partialDate(null)).toBe("");
    expect(span({ start_date: "2021", end_date: null, current: true })).toBe("2021 – today");
  });

  it("names places and how the work is done", () => {
    const lisbon = { city: "Lisbon", region: null, country: "PT" };
    expect(placeText({ locations: [lisbon], remote: "hybrid" })).toBe("Lisbon · Hybrid");
    expect(placeText({ locations: [], remote: "unknown" })).toBe("");
  });

  it("tells how long ago something was", () => {
    const now = Date.parse("2026-05-10T12:00:00Z");
    expect(ago("2026-05-10T11:59:40Z", now)).toBe("just now");
    expect(ago("2026-05-10T09:00:00Z", now)).toMatch(/3/);
  });
});

describe("the text of a posting", () => {
  it("has headings, lists and paragraphs", () => {
    expect(blocksOf("# Role\nWe build\nthings.\n\n- Python\n\n- SQL\n\nApply now.")).toEqual([
      { kind: "heading", text: "Role" },
      { kind: "paragraph", text: "We build\nthings." },
      { kind: "list", items: ["Python", "SQL"] },
      { kind: "paragraph", text: "Apply now." },
    ]);
  });
});
