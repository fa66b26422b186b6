// Something read from the backend: the newest answer, and why the last try failed. What was read
// stays while it fails.
import { RpcError } from "../transport";

export class Reading<T> {
  value = $state.raw<T | null>(null);
  trouble = $state.raw<RpcError | null>(null);
  #ask: () => Promise<T>;

  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
  }

  pull = async (): Promise<void> => {
    try {
      this.value = await this.#ask();
      this.trouble = null;
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.trouble = error;
    }
  };
}
