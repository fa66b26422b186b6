// One exchange in full, read when it is opened. What was shown stays until the next one is here.
import type { ExchangeDetail } from "../../bindings/ExchangeDetail";
import { rpc, RpcError } from "../../transport";

export class OpenExchange {
  detail = $state.raw<ExchangeDetail | null>(null);
  trouble = $state.raw<RpcError | null>(null);
  #wanted: number | null = null;

  async open(number: number): Promise<void> {
    if (this.#wanted === number && this.trouble === null) return;
    this.#wanted = number;
    this.trouble = null;
    try {
      const detail = await rpc("exchange", { number });
      if (this.#wanted === number) this.detail = detail;
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (this.#wanted === number) this.trouble = error;
    }
  }

  close(): void {
    this.#wanted = null;
    this.detail = null;
    this.trouble = null;
  }
}
