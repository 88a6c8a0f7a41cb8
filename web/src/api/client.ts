import createClient from "openapi-fetch";
import { asProblem, Problem, toProblem } from "./problems";
import type { paths } from "./schema";
import { accessToken, currentSession, refresh } from "./session";
import type { Whole } from "./types";

const PATIENCE = 20_000;
/** Uploads and postings fetched from afar take longer than an ordinary answer. */
const SLOW = 60_000;
const SLOW_PATHS = /\/(resumes|job-imports|file)$/;
const PAUSES = [400, 1500];
/** The server asks to be asked again. */
const BUSY = 503;

export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: send });

/** Waits for an answer and gives its content; throws a `Problem` for everything else. */
export async function ask<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Whole<Data>> {
  const { data, error, response } = await call;
  if (!response.ok) throw toProblem(response.status, error);
  return data as Whole<Data>;
}

/** Downloads a file that needs the authorization header, and hands it to the browser to save. */
export async function download(path: string, filename: string): Promise<void> {
  const response = await send(new Request(new URL(path, window.location.origin)));
  if (!response.ok) throw toProblem(response.status, await response.json().catch(() => undefined));
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = filename;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Sends with the token; a refused one is renewed once and the request repeated. */
export async function send(request: Request): Promise<Response> {
  const named = await withKey(request);
  const response = await persistently(named);
  if (response.status !== 401 || currentSession().state !== "in") return response;
  return (await refresh()) ? persistently(named) : response;
}

type Attempt = () => Request;

/** A creating request is given a key, so that repeating it after a lost answer creates nothing twice. */
async function withKey(request: Request): Promise<Attempt> {
  const headers = new Headers(request.headers);
  const creates = request.method === "POST" && !request.url.includes("/auth/");
  if (creates) headers.set("Idempotency-Key", crypto.randomUUID());
  const kept = new Request(request, { headers });
  return () => kept.clone();
}

/** Tries again after a pause where no answer came, or a passing one, and repeating is safe. */
async function persistently(attempt: Attempt): Promise<Response> {
  for (const pause of PAUSES) {
    const outcome = await tried(attempt());
    if (!(outcome instanceof Problem) && outcome.status !== BUSY) return outcome;
    if (!repeatable(attempt()) || !navigator.onLine) return given(outcome);
    await new Promise((resume) => setTimeout(resume, pause));
  }
  return given(await tried(attempt()));
}

async function tried(request: Request): Promise<Response | Problem> {
  try {
    return await once(request);
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.type !== "offline") throw problem;
    return problem;
  }
}

function given(outcome: Response | Problem): Response {
  if (outcome instanceof Problem) throw outcome;
  return outcome;
}

function repeatable(request: Request): boolean {
  return request.headers.has("Idempotency-Key");
}

async function once(request: Request): Promise<Response> {
  const bearer = await accessToken();
  const headers = new Headers(request.headers);
  if (bearer) headers.set("Authorization", `Bearer ${bearer}`);
  const limit = SLOW_PATHS.test(new URL(request.url).pathname) ? SLOW : PATIENCE;
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(limit)]);
  return fetch(new Request(request, { headers, signal }));
}
