// Requests at a steady rate against the program, and the tasks of the page meanwhile.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";

export const RATE = Number(process.env["SCIMBOX_LOAD_RATE"] ?? 1_000);
export const SECONDS = Number(process.env["SCIMBOX_LOAD_SECONDS"] ?? 60);
export const WARM_UP_SECONDS = 5;
/** Asserted only where it is asked for: on a busy computer a task is long because it had to wait. */
export const LONGEST_TASK_MS = Number(process.env["SCIMBOX_LONGEST_TASK_MS"] ?? Infinity);

interface Seen {
  sent: number;
  answered: number;
  failed: number;
  statuses: Record<string, number>;
  slowestMs: number;
  tookMs: number;
}

/** Sends so many seconds long. */
export async function load(base: string, token: string, seconds: number): Promise<Seen> {
  const script = join(import.meta.dirname, "generator.mjs");
  const args = [script, base, token, String(RATE), String(seconds)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as Seen;
}

/** Notes every task over 50 ms from now on. */
export async function watchTasks(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const long: number[] = [];
    Object.assign(window, { longTasks: long });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) long.push(Math.round(entry.duration));
    }).observe({ type: "longtask" });
  });
  return () => page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks);
}
