// Which operations are unfolded, and their calls, read when they are needed and again when one came.
import { SvelteMap, SvelteSet } from "svelte/reactivity";
import type { ExchangeRow } from "../../bindings/ExchangeRow";
import type { OperationRow } from "../../bindings/OperationRow";
import { unfolds } from "../../lib/unfolded";
import { rpc, RpcError } from "../../transport";

export class Unfolding {
  /** `seq` of those that are unfolded. */
  readonly unfolded = new SvelteSet<number>();
  #calls = new SvelteMap<number, readonly ExchangeRow[]>();
  #reading: number[] = [];

  has(row: OperationRow): boolean {
    return this.unfolded.has(row.seq) && unfolds(row);
  }

  /** Shows or hides the calls. */
  set(row: OperationRow, open: boolean): void {
    if (open) this.unfolded.add(row.seq);
    else this.unfolded.delete(row.seq);
    if (open) void this.read(row);
  }

  /** A call of an operation; nothing while it is not read. */
  call(row: OperationRow, index: number): ExchangeRow | undefined {
    return this.#calls.get(row.seq)?.[index];
  }

  /** Reads the calls, unless all that it has are here. */
  async read(row: OperationRow): Promise<void> {
    const known = this.#calls.get(row.seq)?.length ?? 0;
    if (known >= row.calls || this.#reading.includes(row.seq)) return;
    this.#reading.push(row.seq);
    try {
      const calls = await rpc("operationCalls", { id: row.id });
      this.#calls.set(row.seq, calls);
    } catch (error) {
      // Its lines stay empty; the next call of the operation, or unfolding again, reads once more.
      if (!(error instanceof RpcError)) throw error;
    } finally {
      this.#reading = this.#reading.filter((seq) => seq !== row.seq);
    }
  }
}
