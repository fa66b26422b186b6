// Fails the build when what the first paint must load exceeds its budget (gzip).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET = 180 * 1024;
const dist = join(import.meta.dirname, "..", "dist");
const html = readFileSync(join(dist, "index.html"), "utf8");
const files = [...html.matchAll(/(?:src|href)="\/?(assets\/[^"]+\.(?:js|css))"/g)].map(
  (m) => m[1] ?? "",
);
if (files.length === 0) throw new Error("dist/index.html names no script: was the build run?");

/** @type {Set<string>} */
const seen = new Set();
/** Follows static imports, so that a chunk shared with the entry counts too.
 * @param {string} file */
const visit = (file) => {
  if (seen.has(file)) return;
  seen.add(file);
  if (!file.endsWith(".js")) return;
  const text = readFileSync(join(dist, file), "utf8");
  const statics = text.matchAll(/(?:^|[;}\s])(?:import|export)\b[^;()]*?["']\.\/([^"']+\.js)["']/g);
  for (const [, name] of statics) visit(`assets/${name}`);
};
files.forEach(visit);

const total = [...seen].reduce((sum, f) => sum + gzipSync(readFileSync(join(dist, f))).length, 0);
/** @param {number} bytes */
const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
console.log(`initial JS + CSS: ${kib(total)} gzip in ${seen.size} files, budget ${kib(BUDGET)}`);
if (total > BUDGET) process.exit(1);
