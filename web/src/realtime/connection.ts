export type Connection = "live" | "catching-up" | "offline";

/** What the socket module knows about itself. */
export interface Link {
  online: boolean;
  socket: "disconnected" | "connecting" | "connected";
  /** Whether connecting has gone on for so long that it is no blink any more. */
  overdue: boolean;
  /** Channels that are not subscribed yet or load their state again. */
  behind: number;
  /** Whether the server says that it hears nothing itself at the moment. */
  deaf: boolean;
}

export const unlinked: Link = {
  online: true,
  socket: "disconnected",
  overdue: false,
  behind: 0,
  deaf: false,
};

/** What the dot in the shell says. */
export function connectionOf(link: Link): Connection {
  if (!link.online || link.socket === "disconnected") return "offline";
  if (link.socket === "connecting") return link.overdue ? "offline" : "catching-up";
  return link.behind > 0 || link.deaf ? "catching-up" : "live";
}
