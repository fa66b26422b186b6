// Runs a job when poked, but never twice at once and never more often than the gap allows.
// A poke during a run or a gap is not lost: the job runs once more afterwards. Who is in a hurry, such
// as somebody who types, does not wait for the gap.

export interface Paced {
  /** Something changed: run soon. */
  poke(): void;
  /** Somebody waits for it: run now, or as soon as the run under way has ended. */
  hurry(): void;
  /** Forget what is pending. A run under way ends by itself. */
  stop(): void;
}

/** `rests`: after a run it rests that many times as long as the run took, where that is longer. */
export function paced(job: () => Promise<unknown>, gapMs: number, rests = 0): Paced {
  let running = false;
  let wanted = false;
  let hurried = false;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = async () => {
    running = true;
    wanted = false;
    hurried = false;
    const began = performance.now();
    try {
      await job();
    } finally {
      running = false;
      if (hurried && !stopped) void run();
      else timer = setTimeout(ready, Math.max(gapMs, rests * (performance.now() - began)));
    }
  };
  const ready = () => {
    timer = undefined;
    if (wanted && !stopped) void run();
  };
  return {
    poke() {
      if (stopped) return;
      if (running || timer !== undefined) wanted = true;
      else void run();
    },
    hurry() {
      if (stopped) return;
      hurried = running;
      if (running) return;
      clearTimeout(timer);
      timer = undefined;
      void run();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
