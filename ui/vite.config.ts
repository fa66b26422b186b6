// Builds the one page that both hosts serve: the desktop window and the web console.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

// `npm run dev` shows a running `scimbox serve --console …`; set its address here to use it.
const server = process.env["SCIMBOX_CONSOLE"];

/** The app's icons, from the one place where they are kept, under the names that browsers ask for. */
function icons(): Plugin {
  const folder = join(import.meta.dirname, "..", "icons");
  const files = { "favicon.ico": "icon.ico", "icon.svg": "scimbox.svg" };
  return {
    name: "scimbox-icons",
    apply: "build",
    generateBundle() {
      for (const [fileName, name] of Object.entries(files)) {
        this.emitFile({ type: "asset", fileName, source: readFileSync(join(folder, name)) });
      }
    },
  };
}

export default defineConfig({
  plugins: [svelte(), svelteTesting(), icons()],
  build: {
    target: "es2022",
    // The strict CSP allows no data: scripts, and small files cost nothing on this computer.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: "127.0.0.1",
    strictPort: true,
    ...(server
      ? { proxy: { "/rpc": server, "/feed": server, "/login": server, "/export": server } }
      : {}),
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["./vitest.setup.ts"],
    restoreMocks: true,
  },
});
