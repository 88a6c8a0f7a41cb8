import { describe, expect, it } from "vitest";
import { asProblem, fieldErrors, Problem, toProblem } from "./problems";

describe("an error answer", () => {
  it("says what the server says", () => {
    const problem = toProblem(409, { type: "already_tracked", detail: "It is on your board." });
    expect(problem).toMatchObject({
      type: "already_tracked",
      status: 409,
      message: "It is on your board.",
    });
  });

  it("says it in words of ours where the server's are for programs", () => {
    expect(toProblem(401, { type: "unauthenticated", detail: "Sign in first." }).message).toMatch(
      /signed out/,
    );
  });

  it("keeps the size that the server names", () => {
    const detail = "The limit is 5 MB; yours has 5.1 MB.";
    expect(toProblem(413, { type: "too_large", detail }).message).toBe(detail);
    expect(toProblem(413, { type: "too_large" }).message).toMatch(/5 MB/);
  });

  it.each([undefined, null, "<html>Bad Gateway</html>", 7, []])(
    "is a problem whatever the body is: %j",
    (body) => {
      const problem = toProblem(502, body);
      expect(problem.message).toMatch(/not well/);
      expect(problem.passing).toBe(true);
    },
  );

  it("says when a limit lets somebody in again", () => {
    const resets_at = "2026-11-27T10:00:30Z";
    expect(toProblem(429, { type: "rate_exceeded", resets_at }).resetsAt).toBe(resets_at);
    expect(toProblem(429, { type: "rate_exceeded" }).resetsAt).toBe("");
  });

  it("names the fields of a form, first objection first", () => {
    const problem = toProblem(422, {
      type: "invalid_request",
      errors: [
        { at: "/email", detail: "Value error, not an address", code: "value_error" },
        { at: "/email", detail: "another", code: "x" },
        { at: "/salary/min", detail: "too small", code: "x" },
        { at: "?limit", detail: "too large", code: "x" },
        { nonsense: true },
      ],
    });
    expect(fieldErrors(problem)).toEqual({
      email: "Not an address.",
      "salary.min": "Too small.",
      limit: "Too large.",
    });
    expect(problem.message).toBe("Not an address.");
  });
});

describe("anything thrown", () => {
  it("stays a problem", () => {
    const problem = new Problem("denied", 403, "No.");
    expect(asProblem(problem)).toBe(problem);
  });

  it("is offline where no answer came, and too slow where none came in time", () => {
    expect(asProblem(new TypeError("Failed to fetch"))).toMatchObject({
      type: "offline",
      passing: true,
    });
    expect(asProblem(new DOMException("", "TimeoutError"))).toMatchObject({ type: "timeout" });
  });

  it("is never shown as it is", () => {
    expect(asProblem(new Error("x is undefined")).message).not.toMatch(/undefined/);
  });
});
