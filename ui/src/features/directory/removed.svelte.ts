// Those who are gone, on screen: the latest first.
import type { RemovedQuery } from "../../bindings/RemovedQuery";
import type { RemovedRow } from "../../bindings/RemovedRow";
import { rpc } from "../../transport";
import { Paged } from "../../shell/paged.svelte";

export type RemovedFilters = Pick<RemovedQuery, "text" | "kind">;

export class Removed extends Paged<RemovedRow> {
  #filters: RemovedFilters = {};
  #connection: string;

  constructor(connection: string) {
    super();
    this.#connection = connection;
  }

  ask(filters: RemovedFilters): void {
    this.#filters = filters;
    this.again();
  }

  protected read(offset: number, limit: number) {
    return rpc("removed", { ...this.#filters, connection: this.#connection, offset, limit });
  }
}
