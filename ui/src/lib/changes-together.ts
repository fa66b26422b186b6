// Before and after over several requests: what an attribute was before the first of them, and what it is
// after the last. Names of attributes are compared without case (RFC 7643 §2.1).
import type { ChangeView } from "../bindings/ChangeView";

/** The changes of requests in their order as one; what came back to where it was has not changed. */
export function changesTogether(requests: readonly (readonly ChangeView[])[]): ChangeView[] {
  const byPath = new Map<string, ChangeView>();
  for (const change of requests.flat()) {
    const path = change.path.toLowerCase();
    const first = byPath.get(path);
    byPath.set(path, first === undefined ? change : joined(first, change));
  }
  return [...byPath.values()].filter((change) => !isSame(change.before, change.after));
}

function joined(first: ChangeView, last: ChangeView): ChangeView {
  return {
    path: first.path,
    before: first.before,
    after: last.after,
    ...(first.beforeName === undefined ? {} : { beforeName: first.beforeName }),
    ...(last.afterName === undefined ? {} : { afterName: last.afterName }),
  };
}

function isSame(before: unknown, after: unknown): boolean {
  return JSON.stringify(before ?? null) === JSON.stringify(after ?? null);
}
