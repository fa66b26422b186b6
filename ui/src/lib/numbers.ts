// Numbers and counted nouns as text.

const whole = new Intl.NumberFormat("en");

/** `18,204`. */
export function count(value: number): string {
  return whole.format(value);
}

/** `1 person`, `2 people`: the number comes before the noun. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Requests per second: `0`, `0.2`, `14`. */
export function rate(perSecond: number): string {
  if (perSecond === 0 || perSecond >= 10) return count(Math.round(perSecond));
  return String(Math.round(perSecond * 10) / 10);
}

/** `0 KB`, `48 KB`, `3.2 MB`, `1.4 GB`. */
export function bytes(value: number): string {
  if (value < 999_500) return `${Math.round(value / 1_000)} KB`;
  if (value < 999_950_000) return `${(value / 1_000_000).toFixed(1)} MB`;
  return `${(value / 1_000_000_000).toFixed(1)} GB`;
}
