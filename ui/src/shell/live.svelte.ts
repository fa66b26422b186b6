// Pulls again when the feed says that something changed: at once when quiet, else at the pace given.
import { onDestroy, untrack } from "svelte";
import { paced } from "../lib/paced";
import { session } from "./session.svelte";

/**
 * Runs `job` now and whenever `stamp` changes (by default whenever the log or a resource changed),
 * never twice at once (after a run it rests `rests` times as long as that took), for the life of the component. The job handles its own failures.
 */
export function live(
  job: () => Promise<unknown>,
  gapMs = 500,
  stamp: () => unknown = () => session.seq,
  rests = 0,
): void {
  const pull = paced(job, gapMs, rests);
  $effect(() => {
    stamp();
    untrack(() => pull.poke());
  });
  onDestroy(() => pull.stop());
}
