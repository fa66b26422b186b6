// Which write an attribute on a card comes from. Pure.
import type { SourceView } from "../bindings/SourceView";

/** The latest write that changed an attribute, a part of it, or what it is a part of. */
export function sourceOf(sources: readonly SourceView[], path: string): SourceView | null {
  let latest: SourceView | null = null;
  for (const source of sources) {
    if (!touches(source.path.toLowerCase(), path.toLowerCase())) continue;
    if (latest === null || source.seq > latest.seq) latest = source;
  }
  return latest;
}

function touches(one: string, other: string): boolean {
  return one === other || isWithin(one, other) || isWithin(other, one);
}

/** `name.givenName` is within `name`, `emails[type eq "work"].value` within `emails`. */
function isWithin(path: string, whole: string): boolean {
  return path.startsWith(whole) && /^[.[:]/.test(path.slice(whole.length));
}
