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
