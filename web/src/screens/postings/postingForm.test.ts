import { describe, expect, it } from "vitest";
import type { Job } from "../../api/types";
import { BLANK, checks, draftOf, toPostingForm } from "./postingForm";

describe("pay", () => {
  it("is sent in the smallest unit of its currency", () => {
    const pay = { min: 52000.5, max: "", currency: "eur", period: "year" as const };
    expect(draftOf({ ...BLANK, salary: pay }).salary).toMatchObject({
      min: 5_200_050,
      max: null,
      currency: "EUR",
    });
  });

  it("has no smaller unit in yen", () => {
    const pay = { min: 6_000_000, max: 8_000_000, currency: "JPY", period: "year" as const };
    expect(draftOf({ ...BLANK, salary: pay }).salary).toMatchObject({ min: 6_000_000 });
  });

  it("is nothing where no amount is given", () => {
    expect(draftOf(BLANK).salary).toBeNull();
  });

  it("comes back as it was typed", () => {
    const pay = { min: 70_000, max: 85_000, currency: "EUR", period: "year" as const };
    const saved = { ...draftOf({ ...BLANK, salary: pay }), title: "", company: "" };
    expect(toPostingForm(saved as unknown as Job).salary).toEqual(pay);
  });

  it("is refused upside down", () => {
    const form = { ...BLANK, salary: { ...BLANK.salary, min: 2, max: 1 } };
    expect(checks.salary.max(1, form)).toBeTruthy();
    expect(checks.salary.max("", form)).toBeNull();
  });
});

describe("the last day", () => {
  it("is a date as far as it is known, or none", () => {
    expect(checks.valid_through("")).toBeNull();
    expect(checks.valid_through("2027-01-31")).toBeNull();
    expect(checks.valid_through("2027-01")).toBeNull();
    expect(checks.valid_through("2027-13")).toBeTruthy();
    expect(checks.valid_through("soon")).toBeTruthy();
  });
});
