// One operation in full, read when it is opened and again while it grows. What was shown stays until the
// next one is here.
import type { ExchangeDetail } from "../../bindings/ExchangeDetail";
import type { ExchangeRow } from "../../bindings/ExchangeRow";
import type { OperationRow } from "../../bindings/OperationRow";
import { rpc, RpcError } from "../../transport";

/** Calls of which everything is read: those that may have changed something or have findings. */
export const READ_MOST = 50;

export interface Whole {
  row: OperationRow;
  calls: readonly ExchangeRow[];
  /** In the order of the calls. */
  details: readonly ExchangeDetail[];
  /** Some calls are left out of `details`, because they are too many. */
  cut: boolean;
}

export class OpenOperation {
  whole = $state.raw<Whole | null>(null);
  trouble = $state.raw<RpcError | null>(null);
  #wanted: number | null = null;
  #details: Record<number, ExchangeDetail> = {};

  async open(id: number): Promise<void> {
    if (this.#wanted === id && this.trouble === null) return;
    this.#wanted = id;
    this.#details = {};
    await this.#read(id);
  }

  /** Reads what came meanwhile. */
  async again(): Promise<void> {
    if (this.#wanted !== null) await this.#read(this.#wanted);
  }

  close(): void {
    this.#wanted = null;
    this.whole = null;
    this.trouble = null;
  }

  async #read(id: number): Promise<void> {
    const details = this.#details;
    try {
      const calls = await rpc("operationCalls", { id });
      const row = await rowOf(calls);
      const worth = calls.filter(isWorthReading);
      for (const call of worth.slice(0, READ_MOST)) {
        if (this.#wanted !== id) return;
        details[call.number] ??= await rpc("exchange", { number: call.number });
      }
      if (this.#wanted !== id) return;
      this.trouble = row ? null : gone();
      const told = worth.flatMap((call) => details[call.number] ?? []);
      this.whole = row && { row, calls, details: told, cut: worth.length > READ_MOST };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (this.#wanted === id) this.trouble = error;
    }
  }
}

function isWorthReading(call: ExchangeRow): boolean {
  return call.findings > 0 || (call.method !== "GET" && call.story.type !== "denied");
}

/** The operation begins with its first call. */
async function rowOf(calls: readonly ExchangeRow[]): Promise<OperationRow | null> {
  const first = calls[0];
  if (!first) return null;
  const page = await rpc("operations", {
    ...(first.connection === null ? {} : { connection: first.connection }),
    afterSeq: first.seq - 1,
    limit: 1,
  });
  return page.rows.find((row) => row.seq === first.seq) ?? null;
}

function gone(): RpcError {
  const message = "This operation is not here any more, because the traffic was emptied.";
  return new RpcError("notFound", message);
}
