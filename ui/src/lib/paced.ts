// Runs a job when poked, but never twice at once and never more often than the gap allows.
// A poke during a run or a gap is not lost: the job runs once more afterwards.

export interface Paced {
  /** Something changed: run soon. */
  poke(): void;
  /** Forget what is pending. A run under way ends by itself. */
  stop(): void;
}

export function paced(job: () => Promise<unknown>, gapMs: number): Paced {
  let running = false;
  let wanted = false;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = async () => {
    running = true;
    wanted = false;
    try {
      await job();
    } finally {
      running = false;
      timer = setTimeout(() => {
        timer = undefined;
        if (wanted && !stopped) void run();
      }, gapMs);
    }
  };
  return {
    poke() {
      if (stopped) return;
      if (running || timer !== undefined) wanted = true;
      else void run();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
