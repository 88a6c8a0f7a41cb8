// Drives the SDK as a browser would: one JSON command a line on stdin, one JSON event a line on stdout.
import { createInterface } from "node:readline";
import { Centrifuge, UnauthorizedError } from "centrifuge";
import WebSocket from "ws";

const say = (event, detail = {}) => process.stdout.write(`${JSON.stringify({ event, ...detail })}\n`);
const subscriptions = new Map();
let client;
let tokens = [];
let states = {};
const network = new EventTarget();

const told = (channel) => (context) =>
  say("publication", { channel: channel ?? context.channel, data: context.data, offset: context.offset });

const commands = {
  connect({ url, token, next = [], delay = 50 }) {
    tokens = [...next];
    client = new Centrifuge(url, {
      websocket: WebSocket,
      token,
      minReconnectDelay: delay,
      maxReconnectDelay: 500,
      networkEventTarget: network,
      getToken: async () => {
        say("getToken");
        if (!tokens.length) throw new UnauthorizedError();
        return tokens.shift();
      },
    });
    client.on("connecting", ({ code, reason }) => say("connecting", { code, reason }));
    client.on("connected", ({ client: id, data }) => say("connected", { client: id, data }));
    client.on("disconnected", ({ code, reason }) => say("disconnected", { code, reason }));
    client.on("error", ({ error }) => say("error", { code: error.code }));
    client.on("subscribed", ({ channel, recovered, wasRecovering }) =>
      say("server-subscribed", { channel, recovered, wasRecovering }));
    client.on("unsubscribed", ({ channel }) => say("server-unsubscribed", { channel }));
    client.on("publication", told());
    client.on("join", ({ channel, info }) => say("join", { channel, info }));
    client.on("leave", ({ channel, info }) => say("leave", { channel, info }));
    client.on("message", ({ data }) => say("message", { data }));
    client.connect();
  },
  subscribe({ channel, getState }) {
    const options = getState
      ? { getState: async () => { say("getState", { channel }); return states[channel]; } }
      : {};
    let subscription = subscriptions.get(channel);
    if (!subscription) {
      subscription = client.newSubscription(channel, { ...options, minResubscribeDelay: 50, maxResubscribeDelay: 200 });
      subscriptions.set(channel, subscription);
      subscription.on("subscribing", ({ code }) => say("subscribing", { channel, code }));
      subscription.on("subscribed", ({ recovered, wasRecovering, recoverable, streamPosition }) =>
        say("subscribed", { channel, recovered, wasRecovering, recoverable, streamPosition }));
      subscription.on("unsubscribed", ({ code }) => say("unsubscribed", { channel, code }));
      subscription.on("error", ({ error }) => say("subscription-error", { channel, code: error.code }));
      subscription.on("publication", told(channel));
      subscription.on("join", ({ info }) => say("join", { channel, info }));
      subscription.on("leave", ({ info }) => say("leave", { channel, info }));
    }
    subscription.subscribe();
  },
  state({ channel, value }) { states[channel] = value; },
  unsubscribe({ channel }) { subscriptions.get(channel).unsubscribe(); },
  toggle({ channel, times }) {
    // All in one tick: the server sees nothing, or the frames of a hasty user.
    const subscription = subscriptions.get(channel);
    for (let i = 0; i < times; i++) { subscription.unsubscribe(); subscription.subscribe(); }
  },
  hop({ times }) { for (let i = 0; i < times; i++) { client.disconnect(); client.connect(); } },
  cut() { client._transport._transport.terminate?.() ?? client._transport.close(); },
  network({ event }) { network.dispatchEvent(new Event(event)); },
  raw({ frame }) { client._transport._transport.send(frame); },
  send({ data }) { client.send(data); },
  batch({ steps }) {
    // One frame, whatever it holds.
    client.startBatching();
    for (const { command, ...rest } of steps) commands[command](rest);
    client.stopBatching();
  },
  disconnect() { client.disconnect(); },
  reconnect() { client.connect(); },
  async rpc({ method, data, tag }) {
    try { say("rpc", { tag, data: (await client.rpc(method, data)).data }); }
    catch (error) { say("rpc-error", { tag, code: error.code, message: error.message }); }
  },
  async history({ channel, limit, since, reverse, tag }) {
    try { say("history", { tag, ...(await subscriptions.get(channel).history({ limit, since, reverse })) }); }
    catch (error) { say("history-error", { tag, code: error.code }); }
  },
  async ask({ channel, verb, argument, tag }) {
    // presence, presenceStats or publish, of a subscription or of the client itself.
    const subscription = subscriptions.get(channel);
    try {
      const asked = subscription ? subscription[verb](argument) : client[verb](channel, argument);
      say("answer", { tag, ...(await asked) });
    } catch (error) { say("refusal", { tag, code: error.code }); }
  },
  exit() { process.exit(0); },
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const { command, ...rest } = JSON.parse(line);
  commands[command](rest);
}).on("close", () => process.exit(0));
