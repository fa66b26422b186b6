// Asks the worker for a layout; where the webview refuses workers, it is computed here.
import { layOut, type Layout } from "../../lib/org-layout";

export class LayoutWorker {
  #worker: Worker | null = null;
  #turn = 0;
  #waiting = new Map<number, { parents: Int32Array; done: (layout: Layout) => void }>();

  constructor() {
    try {
      this.#worker = new Worker(new URL("./org-layout.worker.ts", import.meta.url), {
        type: "module",
      });
    } catch {
      return;
    }
    this.#worker.onmessage = (event: MessageEvent<{ turn: number; layout: Layout }>) => {
      const { turn, layout } = event.data;
      this.#waiting.get(turn)?.done(layout);
      this.#waiting.delete(turn);
    };
    this.#worker.onerror = () => this.#withoutWorker();
  }

  layOut(parents: Int32Array): Promise<Layout> {
    if (!this.#worker) return Promise.resolve(layOut({ parents }));
    this.#turn += 1;
    const turn = this.#turn;
    return new Promise((done) => {
      this.#waiting.set(turn, { parents, done });
      this.#worker?.postMessage({ turn, parents });
    });
  }

  stop(): void {
    this.#worker?.terminate();
    this.#waiting.clear();
  }

  #withoutWorker(): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { parents, done } of this.#waiting.values()) done(layOut({ parents }));
    this.#waiting.clear();
  }
}
