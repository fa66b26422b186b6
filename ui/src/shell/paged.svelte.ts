// A long list on screen: pages of a filtered list, read as they come into view and again when
// something changed. What is asked, and of whom, is for those who extend it.
import { paced } from "../lib/paced";
import {
  allStale,
  noPages,
  PAGE,
  pageRow,
  placesOf,
  wantedPage,
  withPage,
  type Pages,
} from "../lib/people-pages";
import { RpcError } from "../transport";

const GAP_MS = 120;

export interface Answer<Row> {
  rows: Row[];
  matching: number;
  total: number;
}

export abstract class Paged<Row extends { id: string }> {
  list = $state.raw<Pages<Row>>(noPages());
  /** Rows of the connection, filtered or not. */
  total = $state(0);
  trouble = $state.raw<RpcError | null>(null);
  /** Whether what is listed is what was asked for last; false until the answer is here. */
  settled = $state(false);

  /** The row's place decides its key when a row stands on two pages read at different times. */
  #places = $derived(placesOf(this.list, (row) => row.id));

  #view = { first: 0, end: 60 };
  #turn = 0;
  #answered = -1;
  #pull = paced(() => this.#step(), GAP_MS);

  protected abstract read(offset: number, limit: number): Promise<Answer<Row>>;

  row(index: number): Row | undefined {
    return pageRow(this.list, index);
  }

  keyOf(index: number): string {
    const row = this.row(index);
    if (!row) return `-${index}`;
    return this.#places.get(row.id) === index ? row.id : `${row.id}~${index}`;
  }

  /** Place of a row in memory, or -1. */
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

  stop(): void {
    this.#turn += 1;
    this.#pull.stop();
  }

  /** Another list; the old rows stay until the first answer. */
  protected again(): void {
    this.settled = false;
    this.#turn += 1;
    this.#view = { first: 0, end: 60 };
    this.list = allStale(this.list);
    this.#pull.hurry();
  }

  async #step(): Promise<void> {
    const turn = this.#turn;
    const fresh = this.#answered !== turn;
    const page = fresh ? 0 : wantedPage(this.list, this.#view.first, this.#view.end);
    if (page === null) return;
    try {
      const answer = await this.read(page * PAGE, PAGE);
      if (turn !== this.#turn) return this.#pull.poke();
      this.#answered = turn;
      this.settled = true;
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
