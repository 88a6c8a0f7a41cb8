import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env.SHORTLIST_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "../server/static/app",
    emptyOutDir: true,
    // The content security policy allows no data: scripts or fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    rolldownOptions: { input: ["index.html", "docs.html"] },
    target: ["chrome116", "firefox124", "safari17.4"],
  },
  server: {
    proxy: {
      "/api": server,
      "/openapi.json": server,
      "/docs": server,
      "/connection": { target: server, ws: true },
    },
  },
  test: { environment: "happy-dom", include: ["src/**/*.test.ts", "src/**/*.test.tsx"] },
});
