// Time stamps (milliseconds since the epoch) as text. Pure: the present is always an argument.

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const clock = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const shortDay = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const longDay = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
});

/** `12:06:02`, in the zone of this computer. */
export function clockTime(at: number): string {
  return clock.format(at);
}

/** `12:06:02` today, `3 May 12:06` this year, `3 May 2025` before. */
export function when(at: number, now: number): string {
  const then = new Date(at);
  const today = new Date(now);
  if (then.toDateString() === today.toDateString()) return clock.format(at);
  if (then.getFullYear() !== today.getFullYear()) return longDay.format(at);
  return `${shortDay.format(at)} ${clock.format(at).slice(0, 5)}`;
}

/** For a tooltip: the full date and time with zone. */
export function exact(at: number): string {
  return `${longDay.format(at)} ${clock.format(at)}`;
}

/**
 * `just now`, `12 s ago`, `3 min ago`, `2 h ago`, then the day. What lies ahead was noted while the clock was,
 * and real time came back since: the day as well.
 */
export function ago(at: number, now: number): string {
  const age = now - at;
  if (age < -MINUTE) return when(at, now);
  if (age < 2 * SECOND) return "just now";
  if (age < MINUTE) return `${Math.floor(age / SECOND)} s ago`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  return when(at, now);
}

/** `0.4 ms`, `14 ms`, `1.2 s` from microseconds. */
export function duration(us: number): string {
  if (us < 10_000) return `${(us / 1_000).toFixed(1)} ms`;
  if (us < 1_000_000) return `${Math.round(us / 1_000)} ms`;
  return `${(us / 1_000_000).toFixed(1)} s`;
}
