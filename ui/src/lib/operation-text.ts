// Words for an operation: what it came to is told like what a request did, and how its calls went.
import type { ErrorView } from "../bindings/ErrorView";
import type { ExchangeDetail } from "../bindings/ExchangeDetail";
import type { ExchangeRow } from "../bindings/ExchangeRow";
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

/** An error, and the calls that were answered with it. */
export interface Failed {
  error: ErrorView;
  calls: ExchangeRow[];
}

/** The errors of calls, each once: a refusal repeats itself. */
export function failuresOf(details: readonly ExchangeDetail[]): Failed[] {
  const all = new Map<string, Failed>();
  for (const { error, row } of details) {
    if (error === null) continue;
    const same = all.get(JSON.stringify(error));
    if (same) same.calls.push(row);
    else all.set(JSON.stringify(error), { error, calls: [row] });
  }
  return [...all.values()];
}
