// A name for a connection that no other one has, regardless of case. Pure.

/** `RansomLeak`, else `RansomLeak, Okta`, else with a number. */
export function freeName(app: string, idp: string | null, taken: readonly string[]): string {
  const known = new Set(taken.map((name) => name.toLowerCase()));
  const whole = idp === null ? app : `${app}, ${idp}`;
  for (const name of [app, whole]) if (!known.has(name.toLowerCase())) return name;
  for (let n = 2; ; n += 1) {
    const name = `${whole} ${n}`;
    if (!known.has(name.toLowerCase())) return name;
  }
}
