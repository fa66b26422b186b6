// Schedules in words, where they are simple enough; the expression itself always stands beside it. Pure.

const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const NAMES = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** “Mon–Fri, hourly 06:00–18:00 (13 runs a day)” of `0 6-18 * * MON-FRI`; nothing for other shapes. */
export function cronText(cron: string): string | null {
  const [minute = "", hours = "", day, month, days = ""] = cron.trim().split(/\s+/);
  if (!/^\d{1,2}$/.test(minute) || day !== "*" || month !== "*") return null;
  const which = daysText(days);
  const times = hoursText(hours, minute.padStart(2, "0"));
  return which === null || times === null ? null : `${which}, ${times}`;
}

function daysText(days: string): string | null {
  if (days === "*") return "Every day";
  const [first, last, ...more] = days.toUpperCase().split("-").map(dayName);
  if (first === undefined || more.length > 0 || first === null || last === null) return null;
  return last === undefined ? `Every ${first}` : `${first}–${last}`;
}

function dayName(day: string): string | null {
  const at = /^[0-7]$/.test(day) ? Number(day) % 7 : DAYS.indexOf(day);
  return NAMES[at] ?? null;
}

function hoursText(hours: string, minute: string): string | null {
  const time = (hour: string) => `${hour.padStart(2, "0")}:${minute}`;
  if (hours === "*") return `hourly at minute ${minute}`;
  if (/^\d{1,2}$/.test(hours)) return `at ${time(hours)}`;
  const range = /^(\d{1,2})-(\d{1,2})$/.exec(hours);
  if (!range) return null;
  const [, first = "", last = ""] = range;
  const runs = Number(last) - Number(first) + 1;
  return runs < 2 ? null : `hourly ${time(first)}–${time(last)} (${runs} runs a day)`;
}

/** `13:00` in a time zone, or in that of this computer. */
export function zonedHour(at: number, zone?: string): string {
  const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone } as const;
  return new Intl.DateTimeFormat("en-GB", hour).format(at);
}

/**
 * `Mon 23 Nov, 13:00` in a time zone, or in that of this computer. With the present, a time of another year
 * has its year: `Tue 29 Feb 2028, 06:00`.
 */
export function zonedTime(at: number, zone?: string, now?: number): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone }).format(at);
  const day = `${part({ weekday: "short" })} ${part({ day: "numeric", month: "short" })}`;
  const far = now !== undefined && year(at, zone) !== year(now, zone);
  return `${far ? `${day} ${year(at, zone)}` : day}, ${zonedHour(at, zone)}`;
}

function year(at: number, zone?: string): string {
  return new Intl.DateTimeFormat("en-GB", { year: "numeric", timeZone: zone }).format(at);
}

/** `Mon 23 Nov 2026, 13:00` in a time zone. */
export function zonedMoment(at: number, zone: string): string {
  return zonedTime(at, zone).replace(",", ` ${year(at, zone)},`);
}

/** `Mon 13:00` in a time zone. */
export function zonedShort(at: number, zone: string): string {
  const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: zone });
  return `${weekday.format(at)} ${zonedHour(at, zone)}`;
}

/** “today 13:00”, “tomorrow 06:00”, “Mon 30 Nov, 06:00”, with the year of another, in the zone of this computer. */
export function soonText(at: number, now: number): string {
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  const time = zonedHour(at);
  if (days === 0) return `today ${time}`;
  if (days === 1) return `tomorrow ${time}`;
  return zonedTime(at, undefined, now);
}

function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** “in 12 min”, “in 2 h”, “in 3 days”, “in 15 months”, “in 9 years”. */
export function untilText(at: number, now: number): string {
  const minutes = Math.max(0, Math.round((at - now) / 60_000));
  if (minutes < 1) return "in less than a minute";
  if (minutes < 90) return `in ${minutes} min`;
  const hours = Math.round(minutes / 60);
  if (hours < 36) return `in ${hours} h`;
  const days = Math.round(hours / 24);
  if (days < 90) return `in ${days} days`;
  return days < 730
    ? `in ${Math.round(days / 30.44)} months`
    : `in ${Math.round(days / 365.25)} years`;
}
