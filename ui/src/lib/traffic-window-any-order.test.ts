import { describe, expect, it } from "vitest";
import {
  applyPage,
  emptyWindow,
  lengthOf,
  movedBy,
  nextAsk,
  PAGE,
  type Ask,
  type Page,
  type Placed,
  type View,
} from "./traffic-window";
import { expectExact, list, Log, seeded, seqs, settle, top } from "./traffic-window.testing";

describe("whatever happens in whatever order", () => {
  // Answers arrive late: the log grows, the user scrolls, pauses and goes on while one is under way.
  it.each(Array.from({ length: 150 }, (_, i) => i + 1))(
    "loses and doubles no row (seed %i)",
    (seed) => {
      const random = seeded(seed * 7_919);
      const upTo = (most: number) => Math.floor(random() * most);
      const log = new Log().grow(upTo(3_000), random);
      let window = emptyWindow<Placed>();
      let view: View = top;
      let flying: { ask: Ask; page: Page<Placed> } | null = null;
      for (let step = 0; step < 250; step += 1) {
        const dice = upTo(10);
        if (dice < 3) log.grow(upTo(dice === 0 ? 3 * PAGE : 30), random);
        else if (dice === 3) window = { ...window, paused: !window.paused };
        else if (dice < 6) {
          const reach = dice === 4 ? 80 : 3_000;
          const first = Math.max(
            0,
            Math.min(lengthOf(window) - 40, view.first + upTo(2 * reach) - reach),
          );
          view = { first, end: first + 40 };
          window = { ...window, atTop: first === 0 };
        } else if (flying) {
          const before = window;
          window = applyPage(window, flying.ask, flying.page);
          expect(Number.isInteger(movedBy(before, window))).toBe(true);
          flying = null;
        } else {
          const ask = nextAsk(window, view, log.seq);
          flying = ask && { ask, page: log.answer(ask) };
        }
        const mine = seqs(window);
        const all = list(log, window);
        const from = mine[0] === undefined ? 0 : all.indexOf(mine[0]);
        expect(mine).toEqual(all.slice(from, from + mine.length));
        if (!window.guessed && window.loaded) expectExact(log, window);
      }
      if (flying) window = applyPage(window, flying.ask, flying.page);
      window = settle(log, { ...window, paused: false, atTop: true });
      expectExact(log, window);
      expect(window.head).toBeGreaterThanOrEqual(log.rows.at(-1)?.seq ?? 0);
      expect(window.fresh).toBe(0);
    },
  );
});
