// Keeps the log on screen in step with the backend: one question at a time, at most one page each.
// What a question and its answer mean is decided in lib/traffic-window.ts.
import type { ExchangeRow } from "../../bindings/ExchangeRow";
import type { TrafficQuery } from "../../bindings/TrafficQuery";
import { paced } from "../../lib/paced";
import {
  applyPage,
  emptyWindow,
  lengthOf,
  movedBy,
  nextAsk,
  PAGE,
  type Ask,
  type LogWindow,
  type View,
} from "../../lib/traffic-window";
import { rpc, RpcError } from "../../transport";

/** Between two questions: the feed's own pace. */
const GAP_MS = 100;

export class TrafficLog {
  log = $state.raw<LogWindow<ExchangeRow>>(emptyWindow());
  /** The filter that the rows answer. */
  filter = $state("");
  echo = $state<string | null>(null);
  problem = $state<string | null>(null);
  /** Rows that match, and whether counting stopped. */
  matching = $state(0);
  matchingCapped = $state(false);
  /** Rows of the connection, filtered or not. */
  total = $state(0);
  trouble = $state.raw<RpcError | null>(null);
  /** Rows with a larger `seq` arrived while they were looked at. */
  settled = $state(Infinity);

  length = $derived(lengthOf(this.log));
  follows = $derived(this.log.atTop && !this.log.paused);

  /** Called when rows in memory moved by so many places. */
  onmoved: (places: number) => void = () => undefined;

  #connection: string;
  #newest = 0;
  #view: View = { first: 0, end: 60 };
  #turn = 0;
  #behind = 0;
  #pull = paced(() => this.#step(), GAP_MS);
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: string) {
    this.#connection = connection;
  }

  /** The feed told that there is something up to this `seq`. */
  heard(newest: number): void {
    this.#newest = Math.max(this.#newest, newest);
    this.#pull.poke();
  }

  /** Rows in view, and whether the first one is. */
  look(view: View, atTop: boolean): void {
    this.#view = view;
    if (atTop !== this.log.atTop) this.log = { ...this.log, atTop };
    this.#pull.poke();
  }

  pause(paused: boolean): void {
    this.log = { ...this.log, paused };
    this.#pull.poke();
  }

  /** Starts another list; the old one stays until the first answer. */
  search(filter: string): void {
    this.filter = filter;
    this.again();
  }

  /** Reads everything anew, for example after the log was emptied. */
  again(): void {
    this.#turn += 1;
    this.log = { ...this.log, loaded: false, atTop: true };
    this.#pull.poke();
  }

  stop(): void {
    this.#turn += 1;
    this.#pull.stop();
    clearTimeout(this.#settling);
  }

  async #step(): Promise<void> {
    const ask = nextAsk(this.log, this.#view, this.#newest);
    if (!ask) return;
    const turn = this.#turn;
    try {
      const page = await rpc("traffic", this.#query(ask));
      if (turn !== this.#turn) return;
      this.trouble = null;
      this.echo = page.echo;
      this.problem = page.filterProblem;
      this.matching = page.matching;
      this.matchingCapped = page.matchingCapped;
      this.total = page.total;
      const known = page.matchingCapped ? null : page.matching;
      this.#take(ask, {
        rows: page.rows,
        newestSeq: page.newestSeq,
        length: this.filter.trim() === "" ? page.total : known,
      });
      this.#patience(page.newestSeq);
      this.#pull.poke();
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (turn === this.#turn) this.trouble = error;
    }
  }

  /** A feed that stays ahead of the log is believed three times, so that nothing asks for ever. */
  #patience(seen: number): void {
    this.#behind = seen < this.#newest ? this.#behind + 1 : 0;
    if (this.#behind < 3) return;
    this.#behind = 0;
    this.#newest = seen;
  }

  #take(ask: Ask, page: Parameters<typeof applyPage<ExchangeRow>>[2]): void {
    const before = this.log;
    const after = applyPage(before, ask, page);
    if (ask.kind === "tail" && after.head > before.head) this.#mark(before.head);
    this.log = after;
    if (ask.kind === "newer" || ask.kind === "older") {
      const places = movedBy(before, after);
      if (places !== 0) this.onmoved(places);
    }
  }

  /** Rows above this `seq` are new for a moment. */
  #mark(seq: number): void {
    if (this.settled === Infinity) this.settled = seq;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => (this.settled = Infinity), 700);
  }

  #query(ask: Ask): TrafficQuery {
    const filter = this.filter.trim();
    return {
      connection: this.#connection,
      limit: PAGE,
      ...(filter === "" ? {} : { filter }),
      ...("afterSeq" in ask ? { afterSeq: ask.afterSeq } : {}),
      ...("beforeSeq" in ask ? { beforeSeq: ask.beforeSeq } : {}),
    };
  }
}
