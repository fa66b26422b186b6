// The people on screen: which of them, and in which order.
import type { PeopleQuery } from "../../bindings/PeopleQuery";
import type { PeopleSort } from "../../bindings/PeopleSort";
import type { PersonRow } from "../../bindings/PersonRow";
import { rpc } from "../../transport";
import { Paged } from "../../shell/paged.svelte";

export type Filters = Pick<
  PeopleQuery,
  "text" | "team" | "role" | "held" | "status" | "notSigningIn" | "needsAttention"
>;

/** Stands in the address for “people without a team”. */
export const NO_TEAM = "\u0000";

export class People extends Paged<PersonRow> {
  filters = $state.raw<Filters>({});
  sort = $state<PeopleSort>("name");
  descending = $state(false);

  #connection: string;

  constructor(connection: string) {
    super();
    this.#connection = connection;
  }

  ask(filters: Filters, sort: PeopleSort = this.sort, descending = this.descending): void {
    this.filters = filters;
    this.sort = sort;
    this.descending = descending;
    this.again();
  }

  protected read(offset: number, limit: number) {
    return rpc("people", {
      ...this.filters,
      connection: this.#connection,
      sort: this.sort,
      descending: this.descending,
      offset,
      limit,
    });
  }
}
