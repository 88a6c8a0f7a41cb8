import { describe, expect, it } from "vitest";
import { fromForm, toForm } from "./entryForm";

const role = {
  id: "w_4k2m9x0qpz1c",
  name: "Northwind",
  position: "Engineer",
  start_date: "2021-03",
  end_date: "2023-01",
  current: false,
  date_text: "Mar 2021 – Jan 2023",
  group: "g_1",
  highlights: [
    { id: "b_1", text: "Built the pipeline", skills: ["python"] },
    { id: "b_2", text: "Halved the bill", numbers: ["half"] },
  ],
};

describe("an entry in its form", () => {
  it("comes back as it was when nothing is typed", () => {
    const again = fromForm("work", role, toForm("work", role));
    expect(again).toMatchObject(role);
  });

  it("keeps what the form does not show", () => {
    const form = { ...toForm("work", role), position: "Lead" };
    expect(fromForm("work", role, form)).toMatchObject({
      id: role.id,
      group: "g_1",
      position: "Lead",
    });
  });

  it("keeps the ids of lines that moved, and of one that was reworded", () => {
    const lines = "Halved the bill of the pipeline\nBuilt the pipeline\n• And watched it";
    const { highlights } = fromForm("work", role, { ...toForm("work", role), lines });
    expect(highlights).toMatchObject([
      { id: "b_2", text: "Halved the bill of the pipeline" },
      { id: "b_1", text: "Built the pipeline" },
      { text: "And watched it" },
    ]);
  });

  it("forgets the dates as the file had them when they are changed", () => {
    const form = { ...toForm("work", role), end_date: "2024-01" };
    expect(fromForm("work", role, form)).toMatchObject({ end_date: "2024-01", date_text: null });
  });

  it("has no end when it goes on today", () => {
    const form = { ...toForm("work", role), current: true };
    expect(fromForm("work", role, form)).toMatchObject({ current: true, end_date: null });
  });

  it("gives a new one an id of its kind", () => {
    expect(fromForm("education", undefined, toForm("education", undefined)).id).toMatch(
      /^e_[0-9a-z]{12}$/,
    );
  });
});
