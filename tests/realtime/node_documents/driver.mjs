// Editors of shared documents as browsers would be: y-websocket, several in one process, each with a name.
// One JSON command a line on stdin, one JSON event a line on stdout.
import { createInterface } from "node:readline";
import * as Y from "yjs";
import { WebsocketProvider } from "y-websocket";
import WebSocket from "ws";

const say = (event, detail = {}) => process.stdout.write(`${JSON.stringify({ event, ...detail })}\n`);
const editors = new Map();
const show = (name) => {
  const text = editors.get(name).text.toString();
  say("text", { name, length: text.length, text: text.length <= 5000 ? text : null });
};

const commands = {
  open({ name, url, document, token, text = "" }) {
    const doc = new Y.Doc();
    const provider = new WebsocketProvider(url, document, doc, {
      WebSocketPolyfill: WebSocket,
      disableBc: true,
      maxBackoffTime: 300,
      params: { token },
    });
    const editor = { doc, provider, text: doc.getText("text") };
    editors.set(name, editor);
    provider.on("status", ({ status }) => say(status, { name }));
    provider.on("sync", (synced) => synced && say("synced", { name }));
    provider.on("connection-close", (event) => say("close", { name, code: event?.code ?? null }));
    provider.on("closed", ({ code }) => say("closed", { name, code }));
    provider.on("connection-error", () => {});
    provider.awareness.on("change", () => {
      const people = [...provider.awareness.getStates().values()].map((state) => state.user).filter(Boolean);
      say("people", { name, people: people.sort() });
    });
    doc.on("update", (_update, origin) => origin === provider && show(name));
    if (text) editor.text.insert(0, text);
  },
  insert({ name, text, at }) {
    const found = editors.get(name).text;
    found.insert(at ?? found.length, text);
  },
  // Each character is an update of its own, as when somebody types.
  type({ name, text }) {
    const found = editors.get(name).text;
    for (const letter of text) found.insert(found.length, letter);
  },
  remove({ name, at, length }) { editors.get(name).text.delete(at, length); },
  show({ name }) { show(name); },
  be({ name, user }) { editors.get(name).provider.awareness.setLocalState({ user }); },
  offline({ name }) { editors.get(name).provider.disconnect(); },
  online({ name, token }) {
    const { provider } = editors.get(name);
    if (token) provider.params = { token };
    provider.connect();
  },
  move({ name, url }) { editors.get(name).provider.serverUrl = url; },
  cut({ name }) { editors.get(name).provider.ws?.terminate(); },
  shut({ name }) {
    const { provider, doc } = editors.get(name);
    provider.destroy();
    doc.destroy();
    editors.delete(name);
  },
};

createInterface({ input: process.stdin }).on("line", (line) => {
  const { command, ...rest } = JSON.parse(line);
  commands[command](rest);
}).on("close", () => process.exit(0));
