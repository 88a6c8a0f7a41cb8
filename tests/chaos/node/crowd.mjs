// A crowd of browsers in one process: one JSON command a line on stdin, one JSON event a line on stdout.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

// The SDK is locked once for all tests, beside the driver of tests/realtime.
const locked = createRequire(new URL("../../realtime/node/package.json", import.meta.url));
const { Centrifuge } = locked("centrifuge");
const WebSocket = locked("ws");

const browsers = new Map();
const say = (name, event, detail) =>
  process.stdout.write(`${JSON.stringify({ name, event, at: Date.now() / 1000, ...detail })}\n`);

async function json(url, bearer, method = "GET") {
  const answer = await fetch(url, { method, headers: { Authorization: `Bearer ${bearer}` } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

function follow(name, client, channel, load) {
  const delays = { minResubscribeDelay: 200, maxResubscribeDelay: 2000 };
  const options = load ? { ...delays, getState: async () => load() } : delays;
  const subscription = client.newSubscription(channel, options);
  subscription.on("subscribing", ({ code }) => say(name, "subscribing", { channel, code }));
  subscription.on("subscribed", ({ recovered, wasRecovering }) =>
    say(name, "subscribed", { channel, recovered, wasRecovering }));
  subscription.on("unsubscribed", ({ code }) => say(name, "unsubscribed", { channel, code }));
  subscription.on("error", ({ error }) =>
    say(name, "refused", { channel, code: error.code, temporary: error.temporary ?? false }));
  subscription.on("publication", ({ data }) => say(name, "publication", { channel, data }));
  subscription.subscribe();
}

const commands = {
  // `state` is the address of the snapshot for a browser that loads it, as the real one does.
  open({ name, site, bearer, token, channel, state, minReconnectDelay, maxReconnectDelay }) {
    const client = new Centrifuge(`${site.replace("http", "ws")}/connection/websocket`, {
      websocket: WebSocket,
      token,
      minReconnectDelay,
      maxReconnectDelay,
      getToken: async () => (await json(`${site}/api/v1/realtime/token`, bearer, "POST")).token,
    });
    client.on("connecting", ({ code }) => say(name, "connecting", { code }));
    client.on("connected", () => say(name, "connected"));
    client.on("disconnected", ({ code }) => say(name, "disconnected", { code }));
    client.on("error", ({ error }) => say(name, "error", { code: error.code }));
    client.on("message", ({ data }) => say(name, "message", { data }));
    client.on("subscribed", ({ channel: own, recovered, wasRecovering }) =>
      say(name, "subscribed", { channel: own, recovered, wasRecovering }));
    client.on("publication", ({ channel: own, data }) => say(name, "publication", { channel: own, data }));
    const load = state && (async () => {
      say(name, "state", { channel });
      return (await json(state, bearer)).stream;
    });
    if (channel) follow(name, client, channel, load);
    browsers.set(name, client);
    client.connect();
  },
  follow({ name, channel }) { follow(name, browsers.get(name), channel); },
  leave({ name }) { browsers.get(name).disconnect(); },
  come({ name }) { browsers.get(name).connect(); },
  async rpc({ name, method, data }) {
    try { say(name, "replied", { data: (await browsers.get(name).rpc(method, data)).data }); }
    catch ({ code, temporary }) { say(name, "rpc-refused", { code, temporary: temporary ?? false }); }
  },
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const { command, ...rest } = JSON.parse(line);
  commands[command](rest);
}).on("close", () => process.exit(0));
