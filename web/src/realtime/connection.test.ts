import { describe, expect, it } from "vitest";
import { connectionOf, type Link } from "./connection";

const link = (given: Partial<Link> = {}): Link => ({
  online: true,
  socket: "connected",
  overdue: false,
  behind: 0,
  deaf: false,
  ...given,
});

describe("the dot", () => {
  it("is live when the socket is open and every channel is subscribed", () => {
    expect(connectionOf(link())).toBe("live");
  });

  it("catches up while a channel loads its state", () => {
    expect(connectionOf(link({ behind: 2 }))).toBe("catching-up");
  });

  it("is not live while the server hears nothing", () => {
    expect(connectionOf(link({ deaf: true }))).toBe("catching-up");
  });

  it("catches up at first when the socket is lost, and is offline when that goes on", () => {
    expect(connectionOf(link({ socket: "connecting" }))).toBe("catching-up");
    expect(connectionOf(link({ socket: "connecting", overdue: true }))).toBe("offline");
  });

  it("is offline without a network, whatever the socket believes", () => {
    expect(connectionOf(link({ online: false }))).toBe("offline");
    expect(connectionOf(link({ socket: "disconnected" }))).toBe("offline");
  });
});
