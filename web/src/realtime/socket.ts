import { Centrifuge, type PublicationContext, UnauthorizedError } from "centrifuge";
import { useEffect, useRef, useSyncExternalStore } from "react";
import { api, ask } from "../api/client";
import { asProblem } from "../api/problems";
import type { StreamPosition } from "../api/types";
import { type Connection, connectionOf, type Link, unlinked } from "./connection";
import { snapshots } from "./snapshot";

/** Anything told on a channel; the reader of the channel knows its members. */
export interface Told {
  type: string;
  [member: string]: unknown;
}

export interface Following {
  /** Fetches the state and says at which position of the channel it stands. */
  load: () => Promise<StreamPosition>;
  /** The position of what is shown already, if it is any use. */
  held?: () => StreamPosition | undefined;
  apply: (event: Told) => void;
}

interface Person {
  /** Something happened to the person, on their own channel. */
  told: (event: Told) => void;
  /** Events may have been missed: lists have to be loaded again. */
  missed: () => void;
  /** The server wants no connection of this sign-in any more. */
  dismissed: () => void;
}

const OVERDUE = 6_000;
/** Codes from here on are the server's; below are our own reasons to close. */
const BY_THE_SERVER = 3000;

let socket: Centrifuge | undefined;
let link: Link = { ...unlinked, online: navigator.onLine };
let overdue: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Opens the person's socket; the answer closes it. */
export function openSocket(person: Person): () => void {
  const { protocol, host } = window.location;
  const opened = new Centrifuge(`${protocol.replace("http", "ws")}//${host}/connection/websocket`, {
    getToken: socketToken,
    // With the default of 500 ms everybody returns in the same second after a restart.
    minReconnectDelay: 1000,
    maxReconnectDelay: 20_000,
  });
  opened.on("connecting", () => connecting());
  opened.on("connected", () => settle("connected"));
  opened.on("disconnected", ({ code }) => {
    settle("disconnected");
    if (code >= BY_THE_SERVER) safely(person.dismissed);
  });
  opened.on("subscribed", (context) => !context.recovered && safely(person.missed));
  opened.on("publication", (context) => safely(() => person.told(context.data as Told)));
  opened.on("message", (context) => safely(() => hear(context.data as Told)));
  socket = opened;
  opened.connect();
  return () => {
    if (socket === opened) socket = undefined;
    opened.disconnect();
  };
}

/** Follows a channel while the component is there; without a channel it does nothing. */
export function useChannel(channel: string | undefined, following: Following): void {
  const through = useSyncExternalStore(subscribe, () => socket);
  const newest = useRef(following);
  useEffect(() => {
    newest.current = following;
  });
  useEffect(() => {
    if (!channel || !through) return;
    return follow(through, channel, {
      load: () => newest.current.load(),
      held: () => newest.current.held?.(),
      apply: (event) => newest.current.apply(event),
    });
  }, [channel, through]);
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connectionOf(link));
}

function follow(through: Centrifuge, channel: string, following: Required<Following>): () => void {
  let behind = false;
  const fallBehind = (now: boolean) => {
    if (now !== behind) update({ behind: link.behind + (now ? 1 : -1) });
    behind = now;
  };
  const state = snapshots(following);
  const subscription = through.newSubscription(channel, {
    getState: async () => {
      try {
        return await state();
      } catch (thrown) {
        // What is gone or forbidden stays so; the screen shows why.
        if (!asProblem(thrown).passing) subscription.unsubscribe();
        throw thrown;
      }
    },
  });
  subscription.on("subscribing", () => fallBehind(true));
  subscription.on("subscribed", () => fallBehind(false));
  subscription.on("unsubscribed", () => fallBehind(false));
  subscription.on("publication", (context: PublicationContext) =>
    safely(() => following.apply(context.data as Told)),
  );
  subscription.subscribe();
  return () => {
    subscription.unsubscribe();
    subscription.removeAllListeners();
    through.removeSubscription(subscription);
  };
}

async function socketToken(): Promise<string> {
  try {
    return (await ask(api.POST("/api/v1/realtime/token"))).token;
  } catch (thrown) {
    const { status } = asProblem(thrown);
    if (status === 401 || status === 403) throw new UnauthorizedError("signed out");
    throw thrown;
  }
}

/** The client library stops for good when a handler throws. */
function safely(handle: () => void): void {
  try {
    handle();
  } catch (thrown) {
    reportError(thrown);
  }
}

function connecting(): void {
  clearTimeout(overdue);
  overdue = setTimeout(() => update({ overdue: true }), OVERDUE);
  update({ socket: "connecting", overdue: link.overdue });
}

function settle(state: "connected" | "disconnected"): void {
  clearTimeout(overdue);
  // A server that hears nothing takes no new connection; the word of the last one counts no more.
  update({ socket: state, overdue: false, deaf: false });
}

/** What the server says on no channel. */
function hear(event: Told): void {
  if (event.type === "journal.lost") update({ deaf: true });
  if (event.type === "journal.restored") update({ deaf: false });
}

function update(change: Partial<Link>): void {
  link = { ...link, ...change };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

window.addEventListener("online", () => update({ online: true }));
window.addEventListener("offline", () => update({ online: false }));
