// `npm run e2e:window`: the tests of the desktop window. They need a display and an unlocked keyring in
// a session of their own, which `cargo xtask test --only window` sets up; they start none themselves,
// so that they never write into somebody's own keyring by accident.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const NEEDED = ["DISPLAY", "DBUS_SESSION_BUS_ADDRESS"];
const PROGRAMS = ["WebKitWebDriver", "secret-tool", "sqlite3"];

const missing = [
  ...NEEDED.filter((name) => !process.env[name]).map((name) => `the variable ${name}`),
  ...PROGRAMS.filter((name) => spawnSync("sh", ["-c", `command -v ${name}`]).status !== 0),
];
if (missing.length > 0) {
  console.error(`Not here: ${missing.join(", ")}. \`cargo xtask test --only window\` brings them.`);
  console.log("0 passed, 1 failed");
  process.exit(1);
}

const playwright = createRequire(import.meta.url).resolve("@playwright/test/package.json");
const config = join(import.meta.dirname, "window", "playwright.config.ts");
const run = spawnSync(
  process.execPath,
  [join(dirname(playwright), "cli.js"), "test", "--config", config, ...process.argv.slice(2)],
  { stdio: "inherit" },
);
process.exit(run.status ?? 1);
