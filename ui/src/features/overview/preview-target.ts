// Which connection the sample people come into. Pure.
import type { ConnectionView } from "../../bindings/ConnectionView";
import type { Overview } from "../../bindings/Overview";
import { freeName } from "../../lib/free-name";

/** Where they come: into the connection as it is, into it for another application, or into a new one. */
export type Target = { kind: "here" } | { kind: "becomes" } | { kind: "own"; name: string };

/** What is counted of a connection to see whether anything is in it. */
export type Held = Pick<Overview, "people" | "groups" | "removed">;

/**
 * People who are there keep the application that they are there for: another one has other rules, and
 * sample people among them would be told from them by nobody. So they stay, and the preview goes beside.
 */
export function target(
  connection: ConnectionView,
  app: { id: string; name: string },
  held: Held,
  taken: readonly string[],
): Target {
  if (app.id === connection.twin) return { kind: "here" };
  if (held.people + held.groups + held.removed === 0) return { kind: "becomes" };
  return { kind: "own", name: freeName(`${app.name} preview`, null, taken) };
}
