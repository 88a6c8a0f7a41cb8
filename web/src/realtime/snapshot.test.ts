import { describe, expect, it, vi } from "vitest";
import { snapshots } from "./snapshot";

const shown = { offset: 4, epoch: "qhzvbkta" };
const fresh = { offset: 9, epoch: "wmrtplxe" };

describe("the state of a channel", () => {
  it("is what the screen shows already, the first time", async () => {
    const load = vi.fn(async () => fresh);
    expect(await snapshots({ load, held: () => shown })()).toBe(shown);
    expect(load).not.toHaveBeenCalled();
  });

  it("is loaded the first time when nothing is shown", async () => {
    expect(await snapshots({ load: async () => fresh, held: () => undefined })()).toBe(fresh);
  });

  it("is loaded after a failed recovery, whatever is shown", async () => {
    const state = snapshots({ load: async () => fresh, held: () => shown });
    await state();
    expect(await state()).toBe(fresh);
  });

  it("is asked for again after a load that failed", async () => {
    const load = vi
      .fn()
      .mockRejectedValueOnce(new TypeError("no network"))
      .mockResolvedValue(fresh);
    const state = snapshots({ load, held: () => undefined });
    await expect(state()).rejects.toThrow();
    expect(await state()).toBe(fresh);
  });
});
