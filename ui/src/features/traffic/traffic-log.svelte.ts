// Keeps the log on screen in step with the backend: one question at a time, at most one page each.
// What a question and its answer mean is decided in lib/traffic-window.ts.
import type { TrafficQuery } from "../../bindings/TrafficQuery";
import { paced, type Paced } from "../../lib/paced";
import { renew, staleAfter } from "../../lib/renewed";
import {
  applyPage,
  emptyWindow,
  lengthOf,
  nextAsk,
  PAGE,
  type Ask,
  type LogWindow,
  type Placed,
  type View,
} from "../../lib/traffic-window";
import { RpcError } from "../../transport";
import type { Source } from "./traffic-source";

/** Between two questions: the feed's own pace. */
const GAP_MS = 100;
/** Where an answer costs the server more than reading does, it rests so many times as long as that took. */
const REST = 3;

/** Reads the rows in view again, because they may have changed. */
type Renewal = { kind: "renew"; afterSeq: number };

export class TrafficLog<R extends Placed> {
  log = $state.raw<LogWindow<R>>(emptyWindow());
  /** The filter that the rows answer. */
  filter = $state("");
  echo = $state<string | null>(null);
  problem = $state<string | null>(null);
  /** Rows that match, and whether counting stopped. */
  matching = $state(0);
  matchingCapped = $state(false);
  /** Rows of the connection, filtered or not, where that is known. */
  total = $state<number | null>(0);
  trouble = $state.raw<RpcError | null>(null);
  /** Rows with a larger `seq` arrived while they were looked at. */
  settled = $state(Infinity);

  length = $derived(lengthOf(this.log));
  follows = $derived(this.log.atTop && !this.log.paused);

  /** Called when rows in memory moved by so many places. */
  onmoved: (places: number) => void = () => undefined;

  #connection: string;
  #source: Source<R>;
  #newest = 0;
  #view: View = { first: 0, end: 60 };
  #turn = 0;
  #behind = 0;
  /** How far the backend had come when the last page was read. */
  #seen = 0;
  /** The same when the rows in view were last read again. */
  #renewed = 0;
  #renewing = false;
  #pull: Paced;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: string, source: Source<R>) {
    this.#connection = connection;
    this.#source = source;
    this.#pull = paced(() => this.#step(), GAP_MS, source.same ? REST : 0);
  }

  /** The feed told that there is something up to this `seq`. */
  heard(newest: number): void {
    this.#newest = Math.max(this.#newest, newest);
    this.#pull.poke();
  }

  /** Rows in view, and whether the first one is. */
  look(view: View, atTop: boolean): void {
    if (view.first !== this.#view.first || view.end !== this.#view.end) this.#renewed = 0;
    this.#view = view;
    if (atTop !== this.log.atTop) this.#hold({ atTop });
    this.#pull.poke();
  }

  pause(paused: boolean): void {
    this.#hold({ paused });
    this.#pull.poke();
  }

  /** Rows that went on changing while the view did not follow are all read again when it does. */
  #hold(how: Partial<Pick<LogWindow<R>, "atTop" | "paused">>): void {
    const held = !this.follows;
    this.log = { ...this.log, ...how };
    if (held && this.follows && this.#source.same) this.log = { ...this.log, gap: true };
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
    this.#pull.hurry();
  }

  stop(): void {
    this.#turn += 1;
    this.#pull.stop();
    clearTimeout(this.#settling);
  }

  /** What to ask now. Rows that change are read again with what is new, or in turns with counting it. */
  #next(): Ask | Renewal | null {
    const ask = nextAsk(this.log, this.#view, this.#newest);
    if (!this.#source.same || this.log.paused || this.#renewed >= this.#newest) return ask;
    const afterSeq = staleAfter(this.log, this.#view);
    if (afterSeq === null) return ask;
    if (ask?.kind === "tail") return { ...ask, afterSeq: Math.min(ask.afterSeq, afterSeq) };
    const turn = ask === null || (ask.kind === "count" && !this.#renewing);
    return turn ? { kind: "renew", afterSeq } : ask;
  }

  async #step(): Promise<void> {
    const ask = this.#next();
    if (!ask) return;
    const turn = this.#turn;
    try {
      const page = await this.#source.ask(this.#query(ask));
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
        length: this.filter.trim() === "" ? (page.total ?? known) : known,
      });
      this.#patience(page.newestSeq);
      this.#pull.poke();
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (turn === this.#turn) this.trouble = error;
    }
  }

  /**
   * A feed that stays ahead of the log is believed three times, so that nothing asks for ever; but
   * not while the log comes nearer.
   */
  #patience(seen: number): void {
    this.#behind = seen < this.#newest && seen <= this.#seen ? this.#behind + 1 : 0;
    this.#seen = seen;
    if (this.#behind < 3) return;
    this.#behind = 0;
    this.#newest = seen;
  }

  #take(ask: Ask | Renewal, page: Parameters<typeof applyPage<R>>[2]): void {
    const before = this.log;
    const applied = ask.kind === "renew" ? before : applyPage(before, ask, page);
    if (ask.kind === "tail" && applied.head > before.head) this.#mark(before.head);
    this.log = this.#renew(ask, applied, page);
    if (ask.kind === "newer" || ask.kind === "older" || ask.kind === "renew") {
      const places = this.#source.moved(before, this.log, this.#view.first);
      if (places !== 0) this.onmoved(places);
    }
  }

  #renew(
    ask: Ask | Renewal,
    log: LogWindow<R>,
    page: { rows: readonly R[]; newestSeq: number },
  ): LogWindow<R> {
    const same = this.#source.same;
    this.#renewing = ask.kind === "renew";
    if (ask.kind === "snapshot") this.#renewed = page.newestSeq;
    if (!same || (ask.kind !== "renew" && ask.kind !== "tail") || log.paused) return log;
    this.#renewed = page.newestSeq;
    return renew(log, page.rows, same, log.atTop);
  }

  /** Rows above this `seq` are new for a moment. */
  #mark(seq: number): void {
    if (this.settled === Infinity) this.settled = seq;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => (this.settled = Infinity), 700);
  }

  #query(ask: Ask | Renewal): TrafficQuery {
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
