import { describe, expect, it } from "vitest";
import type { Import } from "../api/types";
import { applyImport } from "./imports";

const reading = (status: Import["status"]) => ({ status, step: "", percent: 0 }) as Import;
const progressed = { type: "import.progressed", step: "skills", percent: 70 };

describe("a reading", () => {
  it("shows how far it is", () => {
    expect(applyImport(reading("pending"), progressed)).toMatchObject({
      status: "running",
      step: "skills",
      percent: 70,
    });
  });

  it("is loaded at its end, since the event does not hold what was found", () => {
    expect(applyImport(reading("running"), { type: "import.finished" })).toBe("reload");
    expect(applyImport(reading("running"), { type: "import.failed" })).toBe("reload");
  });

  it("does not run again when its progress is repeated after its end", () => {
    const done = reading("completed");
    expect(applyImport(done, progressed)).toBe(done);
  });
});
