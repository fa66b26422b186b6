// Words for an operation: what it came to is told like what a request did, and how its calls went.
import type { OperationRow } from "../bindings/OperationRow";
import { counted } from "./numbers";
import type { Outcome } from "./outcome";
import type { Told } from "./sentences";

/** An operation as something that the sentences can tell. */
export function toldOf(row: OperationRow): Told {
  if (row.only) return row.only;
  const { actor, path, subject, story } = row;
  const status = story.type === "refused" ? story.status : 200;
  return { actor, method: "", path, status, subject, story };
}

/** How its calls went, in one of the tones and a word. */
export function operationOutcome(row: Pick<OperationRow, "calls" | "failed">): {
  tone: Outcome;
  text: string;
} {
  if (row.failed === 0) return { tone: "ok", text: "All well" };
  const all = row.failed >= row.calls;
  return { tone: "blocked", text: all ? "All failed" : `${row.failed} failed` };
}

/** `3 calls`. */
export function callsText(row: Pick<OperationRow, "calls">): string {
  return counted(row.calls, "call");
}
