// Tells screen readers what arrived: one sentence at most every five seconds, never row by row.
import type { Tick } from "../bindings/Tick";
import { paced } from "../lib/paced";
import { counted } from "../lib/numbers";
import { announcer } from "./announce.svelte";
import { session } from "./session.svelte";

const GAP_MS = 5_000;

/** What came between two ticks; `null` when nothing did. */
export function arrivals(
  before: Pick<Tick, "exchanges" | "failed">,
  after: Pick<Tick, "exchanges" | "failed">,
): string | null {
  const fresh = after.exchanges - before.exchanges;
  if (fresh <= 0) return null;
  const failed = after.failed - before.failed;
  const what = counted(fresh, "new request");
  return failed > 0 ? `${what}, ${failed} failed` : what;
}

/** Starts for the life of the component. */
export function summarise(): void {
  let told: Tick | null = null;
  const speak = paced(() => {
    const now = session.tick;
    const sentence = told && now ? arrivals(told, now) : null;
    told = now;
    if (sentence) announcer.say(sentence);
    return Promise.resolve();
  }, GAP_MS);
  $effect(() => {
    if (!session.tick) return;
    told ??= session.tick;
    if (session.tick.exchanges !== told.exchanges) speak.poke();
  });
  $effect(() => () => speak.stop());
}
