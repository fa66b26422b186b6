// The findings of a connection, and the one that is open with its evidence.
import type { DiagnosesView } from "../../bindings/DiagnosesView";
import type { DiagnosisCard } from "../../bindings/DiagnosisCard";
import { rpc, RpcError } from "../../transport";

export class Findings {
  view = $state.raw<DiagnosesView | null>(null);
  card = $state.raw<DiagnosisCard | null>(null);
  /** Why the list could not be read. */
  trouble = $state.raw<RpcError | null>(null);
  /** Why the open one could not be read. */
  missing = $state.raw<RpcError | null>(null);

  #connection: string;
  #open: number | null = null;

  constructor(connection: string) {
    this.#connection = connection;
  }

  /** Reads the list again, and the one that is open. */
  pull = async (): Promise<void> => {
    await Promise.all([this.#list(), this.#read()]);
  };

  /** Opens another one, or none. */
  open(id: number | null): void {
    if (id === this.#open) return;
    this.#open = id;
    this.card = null;
    this.missing = null;
    void this.#read();
  }

  /** Accepts the open one with a note, or opens it again without. */
  async decide(note?: string): Promise<void> {
    const id = this.#open;
    if (id === null) return;
    const card = await rpc("decideDiagnosis", {
      connection: this.#connection,
      id,
      ...(note === undefined ? {} : { note }),
    });
    if (id === this.#open) this.card = card;
    await this.#list();
  }

  async #list(): Promise<void> {
    try {
      this.view = await rpc("diagnoses", { connection: this.#connection });
      this.trouble = null;
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.trouble = error;
    }
  }

  async #read(): Promise<void> {
    const id = this.#open;
    if (id === null) return;
    try {
      const card = await rpc("diagnosis", { connection: this.#connection, id });
      if (id !== this.#open) return;
      this.card = card;
      this.missing = null;
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (id === this.#open) this.missing = error;
    }
  }
}
