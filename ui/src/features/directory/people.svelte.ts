// The people on screen: pages of the filtered and sorted list, read again when something changed.
import type { PeopleQuery } from "../../bindings/PeopleQuery";
import type { PeopleSort } from "../../bindings/PeopleSort";
import type { PersonRow } from "../../bindings/PersonRow";
import { paced } from "../../lib/paced";
import {
  allStale,
  noPages,
  PAGE,
  pageRow,
  placesOf,
  wantedPage,
  withPage,
  type Pages,
} from "../../lib/people-pages";
import { rpc, RpcError } from "../../transport";

export type Filters = Pick<PeopleQuery, "text" | "team" | "role" | "active" | "needsAttention">;

/** Stands in the address for “people without a team”. */
export const NO_TEAM = "\u0000";

const GAP_MS = 120;

export class People {
  list = $state.raw<Pages<PersonRow>>(noPages());
  filters = $state.raw<Filters>({});
  sort = $state<PeopleSort>("name");
  descending = $state(false);
  /** People of the connection, filtered or not. */
  total = $state(0);
  trouble = $state.raw<RpcError | null>(null);

  /** The row's place decides its key when a person stands on two pages read at different times. */
  #places = $derived(placesOf(this.list, (row) => row.id));

  #connection: string;
  #view = { first: 0, end: 60 };
  #turn = 0;
  #pull = paced(() => this.#step(), GAP_MS);

  constructor(connection: string) {
    this.#connection = connection;
  }

  row(index: number): PersonRow | undefined {
    return pageRow(this.list, index);
  }

  keyOf(index: number): string {
    const row = this.row(index);
    if (!row) return `-${index}`;
    return this.#places.get(row.id) === index ? row.id : `${row.id}~${index}`;
  }

  /** Place of a person in memory, or -1. */
  indexOf(id: string): number {
    return this.#places.get(id) ?? -1;
  }

  look(first: number, end: number): void {
    this.#view = { first, end };
    this.#pull.poke();
  }

  /** Something changed in the directory. */
  changed(): void {
    this.list = allStale(this.list);
    this.#pull.poke();
  }

  /** Another list; the old rows stay until the first answer. */
  ask(filters: Filters, sort: PeopleSort = this.sort, descending = this.descending): void {
    this.filters = filters;
    this.sort = sort;
    this.descending = descending;
    this.#turn += 1;
    this.#view = { first: 0, end: 60 };
    this.list = allStale(this.list);
    this.#pull.poke();
  }

  stop(): void {
    this.#turn += 1;
    this.#pull.stop();
  }

  #answered = -1;

  async #step(): Promise<void> {
    const turn = this.#turn;
    const fresh = this.#answered !== turn;
    const page = fresh ? 0 : wantedPage(this.list, this.#view.first, this.#view.end);
    if (page === null) return;
    try {
      const answer = await rpc("people", {
        ...this.filters,
        connection: this.#connection,
        sort: this.sort,
        descending: this.descending,
        offset: page * PAGE,
        limit: PAGE,
      });
      if (turn !== this.#turn) return this.#pull.poke();
      this.#answered = turn;
      this.trouble = null;
      this.total = answer.total;
      this.list = withPage(fresh ? noPages() : this.list, page, answer.rows, answer.matching);
      this.#pull.poke();
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (turn === this.#turn) this.trouble = error;
    }
  }
}
