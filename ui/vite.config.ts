// Builds the one page that both hosts serve: the desktop window and the web console.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

// `npm run dev` shows a running `scimbox serve --console …`; set its address here to use it.
const server = process.env["SCIMBOX_CONSOLE"];

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  build: {
    target: "es2022",
    // The strict CSP allows no data: scripts, and small files cost nothing on this computer.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: "127.0.0.1",
    strictPort: true,
    ...(server ? { proxy: { "/rpc": server, "/feed": server, "/login": server } } : {}),
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["./vitest.setup.ts"],
    restoreMocks: true,
  },
});
