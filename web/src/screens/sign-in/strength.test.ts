import { describe, expect, it } from "vitest";
import { strengthOf } from "./strength";

describe("how hard a password is to guess", () => {
  it.each(["password1234", "123456789012", "qwertyuiop12", "aaaaaaaaaaaa"])(
    "%s is not",
    (leaked) => {
      expect(strengthOf(leaked)).toBeLessThan(3);
    },
  );

  it.each(["correct horse battery", "tundra-violin-quarrel", "Ж9ш кит поёт в пять"])(
    "%s is",
    (good) => {
      expect(strengthOf(good)).toBeGreaterThanOrEqual(3);
    },
  );

  it("looks at what the server looks at, however long a text is", () => {
    const before = performance.now();
    strengthOf("password".repeat(2000));
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
