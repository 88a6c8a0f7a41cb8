// Socket.IO with its Redis adapter, set for speed as its page on performance says: `node socketio.mjs <redis> <port>`.
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import { createClient } from "redis";
import { Server } from "socket.io";

const [redis, port] = process.argv.slice(2);
const publisher = createClient({ socket: { path: new URL(redis).pathname } });
const subscriber = publisher.duplicate();
for (const client of [publisher, subscriber]) client.on("error", (error) => console.error(error.message));
await Promise.all([publisher.connect(), subscriber.connect()]);

const http = createServer();
const io = new Server(http, {
    adapter: createAdapter(publisher, subscriber),
    transports: ["websocket"],
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
});
io.engine.on("connection", (raw) => {
    raw.request = null;
});
io.on("connection", (socket) => socket.join("room"));
http.listen(Number(port), "127.0.0.1", () => console.log("ready"));

process.stdin.on("end", () => process.exit());
process.stdin.resume();
