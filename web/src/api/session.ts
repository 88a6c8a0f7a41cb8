import { useSyncExternalStore } from "react";
import { asProblem, toProblem } from "./problems";
import type { Tokens, User } from "./types";

/** Who is signed in. `starting`: the refresh cookie has not been tried yet; `unreachable`: it could not be. */
export type Session =
  | { state: "starting" }
  | { state: "unreachable"; message: string }
  | { state: "out"; ended: boolean }
  | { state: "in"; user: User };

/** The id of whoever is signed in, for other tabs to see; the tokens are never stored. */
const HINT = "shortlist.user";
const EARLY = 15_000;

let session: Session = { state: "starting" };
let token: { value: string; expiresAt: number } | undefined;
let refreshing: Promise<boolean> | undefined;
const listeners = new Set<() => void>();

export function useSession(): Session {
  return useSyncExternalStore(subscribe, currentSession);
}

/** The person on the screens behind the sign-in, where there always is one. */
export function useUser(): User {
  const now = useSession();
  if (now.state !== "in") throw new Error("useUser belongs behind the sign-in");
  return now.user;
}

export function currentSession(): Session {
  return session;
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Finds out whether the refresh cookie still holds; a browser that never signed in is not asked. */
export async function restoreSession(): Promise<void> {
  if (!localStorage.getItem(HINT)) {
    change({ state: "out", ended: false });
    return;
  }
  change({ state: "starting" });
  try {
    await refresh();
  } catch (thrown) {
    change({ state: "unreachable", message: asProblem(thrown).message });
  }
}

export function beginSession(tokens: Tokens): void {
  token = { value: tokens.access_token, expiresAt: Date.now() + tokens.expires_in * 1000 };
  localStorage.setItem(HINT, tokens.user.id);
  change({ state: "in", user: tokens.user });
}

export function endSession({ ended }: { ended: boolean }): void {
  token = undefined;
  localStorage.removeItem(HINT);
  change({ state: "out", ended });
}

export function renameUser(user: User): void {
  if (session.state === "in") change({ state: "in", user });
}

/** A token that will hold for the next request, or none for a stranger. */
export async function accessToken(): Promise<string | undefined> {
  if (token && token.expiresAt - Date.now() < EARLY) await refresh();
  return token?.value;
}

/**
 * Exchanges the refresh cookie for a new token, once for all who ask at the same time. The cookie holds for
 * one use, so tabs take turns by a lock. False: the sign-in is over. Throws when nobody answered.
 */
export function refresh(): Promise<boolean> {
  refreshing ??= inTurn(exchange).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

async function inTurn(work: () => Promise<boolean>): Promise<boolean> {
  return "locks" in navigator ? await navigator.locks.request("shortlist-refresh", work) : work();
}

async function exchange(): Promise<boolean> {
  const response = await fetch("/api/v1/auth/refresh", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
    signal: AbortSignal.timeout(15_000),
  });
  if (response.ok) {
    beginSession((await response.json()) as Tokens);
    return true;
  }
  if (response.status !== 401 && response.status !== 403 && response.status !== 409)
    throw toProblem(response.status, undefined);
  endSession({ ended: true });
  return false;
}

/** Another tab signed out, or somebody else signed in there: this one follows. */
function follow(event: StorageEvent): void {
  if (event.key !== HINT || session.state === "starting") return;
  if (event.newValue === null) {
    token = undefined;
    change({ state: "out", ended: false });
  } else if (session.state !== "in" || session.user.id !== event.newValue) {
    window.location.reload();
  }
}

function change(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

window.addEventListener("storage", follow);
