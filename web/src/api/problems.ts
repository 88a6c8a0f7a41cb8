export interface FieldError {
  /** A JSON pointer into the body (`/email`) or the name of a query key (`?limit`). */
  at: string;
  detail: string;
  code: string;
}

/** What went wrong, in words for the person. `status` is 0 when no answer came at all. */
export class Problem extends Error {
  override readonly name = "Problem";

  constructor(
    readonly type: string,
    readonly status: number,
    message: string,
    readonly errors: FieldError[] = [],
    readonly requestId = "",
    /** When a limit that was reached lets somebody in again. */
    readonly resetsAt = "",
  ) {
    super(message);
  }

  /** Whether the same request may succeed a little later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export const offline = () =>
  new Problem("offline", 0, "The server cannot be reached. Check your connection and try again.");

export const tooSlow = () =>
  new Problem("timeout", 0, "This took too long, so we stopped waiting. Try again.");

const WORDS: Record<string, string> = {
  unauthenticated: "You have been signed out. Sign in again to go on.",
  too_large: "This is too large. The limit is 5 MB.",
  stale_version:
    "This was changed in another window. The newest version has been loaded; repeat your change.",
  internal: "Something broke on our side. It has been noted; trying again may help.",
};

/** Reads an error answer, whatever it holds: a problem document, a proxy's page, or nothing. */
export function toProblem(status: number, body: unknown): Problem {
  const given = isRecord(body) ? body : {};
  const type = text(given.type) || "unknown";
  const errors = Array.isArray(given.errors) ? given.errors.filter(isFieldError) : [];
  return new Problem(
    type,
    status,
    messageOf(type, status, given, errors),
    errors,
    text(given.request_id),
    text(given.resets_at),
  );
}

/** Anything thrown, as a problem. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof DOMException && thrown.name === "TimeoutError") return tooSlow();
  if (thrown instanceof TypeError) return offline();
  return new Problem("unknown", 0, "Something unexpected happened. Reload the page and try again.");
}

/** Errors by the name of a form's field: `/salary/min` becomes `salary.min`. */
export function fieldErrors(problem: Problem): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const error of problem.errors) {
    const field = error.at.replace(/^[/?]/, "").replaceAll("/", ".");
    if (field && !(field in fields)) fields[field] = sentence(error.detail);
  }
  return fields;
}

function messageOf(
  type: string,
  status: number,
  given: Record<string, unknown>,
  errors: FieldError[],
): string {
  const [first] = errors;
  if (type === "invalid_request" && first) return sentence(first.detail);
  if (WORDS[type] && (type !== "too_large" || !given.detail)) return WORDS[type];
  const detail = text(given.detail);
  if (detail) return detail;
  return status >= 500
    ? "The server is not well right now. Try again in a moment."
    : "This did not work. Reload the page and try again.";
}

function sentence(detail: string): string {
  const plain = detail.replace(/^Value error, /, "");
  const capital = plain.charAt(0).toUpperCase() + plain.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && typeof value.at === "string" && typeof value.detail === "string";
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
