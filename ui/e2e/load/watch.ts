// Stopwatches inside the page: from what a person does to the frame that shows what came of it.
import type { Page } from "@playwright/test";

interface Watched {
  asked: { text: string; done: boolean }[];
  layouts: { places: number; ms: number }[];
}
declare global {
  interface Window {
    watched: Watched;
  }
}

/** Notes each question about people and each layout of the chart; to be called before the page loads. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched: Watched = { asked: [], layouts: [] };
    window.watched = watched;
    const ask = window.fetch;
    window.fetch = async (input, init) => {
      const entry = { text: "", done: false };
      if (String(input).endsWith("/rpc/people") && typeof init?.body === "string") {
        entry.text = (JSON.parse(init.body) as { text?: string }).text ?? "";
        watched.asked.push(entry);
      }
      const answer = await ask(input, init);
      const read = answer.text.bind(answer);
      answer.text = () => read().finally(() => (entry.done = true));
      const parse = answer.json.bind(answer);
      answer.json = () => parse().finally(() => (entry.done = true));
      return answer;
    };
    const post = Worker.prototype.postMessage as (this: Worker, message: unknown) => void;
    Worker.prototype.postMessage = function (this: Worker, message: unknown) {
      const { parents } = message as { parents: Int32Array };
      const began = performance.now();
      const listen = () =>
        watched.layouts.push({ places: parents.length, ms: performance.now() - began });
      this.addEventListener("message", listen, { once: true });
      post.call(this, message);
    };
  });
}

/** Milliseconds from a click on a screen's link to the first frame with a row of `rows` in all. */
export function opening(page: Page, screen: string, rows: number): Promise<number> {
  return page.evaluate(
    async ({ screen, rows }) => {
      const links = document.querySelectorAll<HTMLElement>("nav[aria-label=Screens] a");
      const link = [...links].find((one) => one.textContent.includes(screen));
      const began = performance.now();
      link?.click();
      for (;;) {
        await new Promise(requestAnimationFrame);
        const grid = document.querySelector("[role=grid]");
        const whole = Number(grid?.getAttribute("aria-rowcount")) >= rows;
        if (whole && grid?.querySelector("[role=row][id]")) return performance.now() - began;
        if (performance.now() - began > 20_000) throw new Error(`no ${rows} rows of ${screen}`);
      }
    },
    { screen, rows },
  );
}

/** Milliseconds from each key to the first frame with its rows, for a text typed into the search. */
export function typing(page: Page, text: string): Promise<number[]> {
  return page.evaluate(async (text) => {
    const field = document.querySelector<HTMLInputElement>("input[data-filter]");
    if (!field) throw new Error("there is no search");
    /** Waits for a frame and until it is on screen; says what held when it began. */
    const painted = (held: () => boolean) =>
      new Promise<boolean>((resolve) =>
        requestAnimationFrame(() => {
          const shown = held();
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(shown);
          port2.postMessage(null);
        }),
      );
    const took: number[] = [];
    for (let end = 1; end <= text.length; end += 1) {
      const typed = text.slice(0, end);
      const trimmed = typed.trim();
      if (trimmed === text.slice(0, end - 1).trim()) continue;
      const began = performance.now();
      field.value = typed;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      const answered = () =>
        window.watched.asked.some((entry) => entry.text === trimmed && entry.done);
      while (!(await painted(answered))) {
        if (performance.now() - began > 10_000) throw new Error(`no answer to ${trimmed}`);
      }
      took.push(performance.now() - began);
    }
    return took;
  }, text);
}

interface Wheel {
  deltaX?: number;
  deltaY?: number;
  ctrlKey?: boolean;
}

/** Milliseconds between frames while the org chart is moved with every one of them. */
export function moving(page: Page, wheel: Wheel, frames = 90): Promise<number[]> {
  return page.evaluate(
    async ({ wheel, frames }) => {
      const chart = document.querySelector("[role=application]");
      if (!chart) throw new Error("there is no chart");
      const box = chart.getBoundingClientRect();
      const middle = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
      const took: number[] = [];
      let last = await new Promise(requestAnimationFrame);
      for (let frame = 0; frame < frames; frame += 1) {
        chart.dispatchEvent(
          new WheelEvent("wheel", { ...wheel, ...middle, bubbles: true, cancelable: true }),
        );
        const now = await new Promise(requestAnimationFrame);
        took.push(now - last);
        last = now;
      }
      return took;
    },
    { wheel, frames },
  );
}

/** The share of values that are at most so large. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
