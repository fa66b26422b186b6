// Long work on the page's own thread, cut into slices so that keys and clicks come in between.

/** Called between two steps of the work; lets others in when it is their turn. */
export type Pause = () => Promise<void> | undefined;

const SLICE_MS = 12;

/** Pauses whenever a slice is used up. */
export function pausing(slice = SLICE_MS, now: () => number = () => performance.now()): Pause {
  let begun = now();
  return () => {
    if (now() - begun < slice) return undefined;
    return new Promise((go) => {
      setTimeout(() => {
        begun = now();
        go();
      });
    });
  };
}
