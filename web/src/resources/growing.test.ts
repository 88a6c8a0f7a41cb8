import { describe, expect, it } from "vitest";
import type { Generation } from "../api/types";
import { grow, isOpen } from "./growing";

const document = (given: Partial<Generation> = {}) =>
  ({ status: "running", attempt: 1, text: "", step: "", percent: 0, ...given }) as Generation;

const grew = (at: number, text: string, attempt = 1) => ({
  type: "generation.grew",
  attempt,
  at,
  text,
});

describe("a growing document", () => {
  it("takes pieces one after the other", () => {
    const pieces = [grew(0, "Dear "), grew(5, "team,"), grew(10, "\n\nI ")];
    const whole = pieces.reduce((now, piece) => grow(now, piece) as Generation, document());
    expect(whole.text).toBe("Dear team,\n\nI ");
  });

  it("is not changed by pieces that are repeated", () => {
    const once = grow(grow(document(), grew(0, "Dear ")) as Generation, grew(5, "team"));
    const twice = grow(grow(once as Generation, grew(0, "Dear ")) as Generation, grew(5, "team"));
    expect((twice as Generation).text).toBe("Dear team");
  });

  it("counts in UTF-16 code units, as the server does", () => {
    const after = grow(document({ text: "Zoë 👩‍💻" }), grew("Zoë 👩‍💻".length, "!"));
    expect((after as Generation).text).toBe("Zoë 👩‍💻!");
  });

  it("is loaded again when a piece is missing", () => {
    expect(grow(document({ text: "Dear" }), grew(9, "team"))).toBe("reload");
  });

  it("ignores pieces of an older run", () => {
    const now = document({ attempt: 2, text: "New" });
    expect(grow(now, grew(0, "Old text", 1))).toBe(now);
  });

  it("begins again with a newer run, whether that was announced or not", () => {
    const told = grow(document({ text: "Old" }), { type: "generation.restarted", attempt: 2 });
    expect(told).toMatchObject({ attempt: 2, text: "", status: "running" });
    expect(grow(document({ text: "Old" }), grew(0, "New", 2))).toMatchObject({
      attempt: 2,
      text: "New",
    });
  });

  it("keeps its text when a start is told after it", () => {
    const after = grow(document({ text: "Dear" }), { type: "generation.started", attempt: 1 });
    expect(after).toMatchObject({ text: "Dear" });
  });

  it("shows the step and how far it is", () => {
    const told = { type: "generation.progressed", attempt: 1, at: 0, step: "choose", percent: 30 };
    expect(grow(document({ status: "pending" }), told)).toMatchObject({
      status: "running",
      step: "choose",
      percent: 30,
    });
  });

  it.each(["finished", "failed", "cancelled"])("is loaded when it is %s", (end) => {
    expect(grow(document(), { type: `generation.${end}`, attempt: 1 })).toBe("reload");
  });

  it("ignores events that it does not know", () => {
    const now = document({ text: "Dear" });
    expect(grow(now, { type: "generation.praised", attempt: 1 })).toBe(now);
  });

  it("is open until it ends", () => {
    expect(["pending", "running"].every((status) => isOpen(document({ status } as never)))).toBe(
      true,
    );
    expect(["completed", "failed", "cancelled"].some((status) => isOpen({ status } as never))).toBe(
      false,
    );
  });
});
