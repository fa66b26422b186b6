// The org chart's state: the forest, what is unfolded, where everything stands, who is chosen.
// New data keeps the chosen person, what is unfolded and what is in view.
import { SvelteSet } from "svelte/reactivity";
import type { Org } from "../../bindings/Org";
import type { Layout } from "../../lib/org-layout";
import {
  above,
  circling,
  firstOpen,
  forestOf,
  indexById,
  managersOf,
  preorder,
  problemsOf,
  unsentOf,
  type Forest,
  type Place,
  type Problem,
} from "../../lib/org-tree";
import { teamColours, type TeamColour } from "../../lib/team-colour";
import { rpc, RpcError } from "../../transport";
import { LayoutWorker } from "./layout-worker";

/** The places that are drawn and where each stands. */
export interface Drawn {
  places: Place[];
  parents: Int32Array;
  indexOf: ReadonlyMap<string, number>;
  layout: Layout;
}

/** Most people that are asked about at once, to name those in circles. */
const NAMED = 500;

export class OrgModel {
  forest = $state.raw<Forest | null>(null);
  problems = $state.raw<Problem[]>([]);
  /** People without reports for whom no manager was sent. */
  unsent = $state.raw<Problem[]>([]);
  /** Lines that were drawn because the manager came later. */
  backfilled = $state(0);
  colours = $state.raw<ReadonlyMap<string, TeamColour>>(teamColours([]));
  drawn = $state.raw<Drawn | null>(null);
  chosen = $state<string | null>(null);
  trouble = $state.raw<RpcError | null>(null);
  /** Ids of the places whose reports are shown. */
  open = new SvelteSet<string>();

  readonly connection: string;
  #worker = new LayoutWorker();
  #turn = 0;
  #text = "";
  #begun = false;

  constructor(connection: string) {
    this.connection = connection;
  }

  async read(): Promise<void> {
    try {
      const org = await rpc("org", { connection: this.connection });
      this.trouble = null;
      this.#take(org);
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.trouble = error;
    }
  }

  place(id: string | null): Place | undefined {
    return id === null ? undefined : this.forest?.byId.get(id);
  }

  toggle(place: Place, open = !this.open.has(place.id)): void {
    if (place.children.length === 0) return;
    if (open) this.open.add(place.id);
    else this.open.delete(place.id);
    void this.#draw();
  }

  openAll(): void {
    for (const place of this.forest?.byId.values() ?? []) {
      if (place.children.length > 0) this.open.add(place.id);
    }
    void this.#draw();
  }

  closeAll(): void {
    this.open.clear();
    for (const root of this.forest?.roots ?? []) {
      if (root.children.length > 0) this.open.add(root.id);
    }
    void this.#draw();
  }

  /** Unfolds everybody above, so that the place can be seen. */
  async reveal(id: string): Promise<void> {
    const place = this.place(id);
    if (!place) return;
    for (const up of above(place)) this.open.add(up);
    await this.#draw();
  }

  stop(): void {
    this.#turn += 1;
    this.#worker.stop();
  }

  #take(org: Org): void {
    // Most ticks change no reporting line; drawing again for them would only cost.
    const text = JSON.stringify(org);
    if (text === this.#text) return;
    this.#text = text;
    const before = this.forest;
    this.forest = forestOf(org);
    this.problems = problemsOf(org);
    this.unsent = unsentOf(org);
    void this.#nameCircles(org, text);
    this.backfilled = org.backfilled;
    this.colours = teamColours(org.nodes.map((node) => node.team));
    if (!this.#begun || (before?.people ?? 0) < 2) {
      this.open.clear();
      for (const id of firstOpen(this.forest.roots)) this.open.add(id);
      this.#begun = org.nodes.length > 0;
    } else {
      this.#openNew(before, this.forest);
    }
    void this.#draw();
  }

  /** Asks who is meant in circles whose managers were not sent by SCIM id. */
  async #nameCircles(org: Org, text: string): Promise<void> {
    if (circling(org).length === 0) return;
    try {
      const asked = { connection: this.connection, needsAttention: true, limit: NAMED };
      const { rows } = await rpc("people", asked);
      if (text === this.#text) this.problems = problemsOf(org, managersOf(rows));
    } catch (error) {
      // What was sent is shown instead.
      if (!(error instanceof RpcError)) throw error;
    }
  }

  /** A small company stays unfolded while it grows; in a large one nothing unfolds by itself. */
  #openNew(before: Forest | null, now: Forest): void {
    if (now.people > 120) return;
    for (const place of now.byId.values()) {
      const grown = before?.byId.get(place.id)?.children.length ?? 0;
      if (place.children.length > 0 && grown === 0) this.open.add(place.id);
    }
  }

  async #draw(): Promise<void> {
    if (!this.forest) return;
    this.#turn += 1;
    const turn = this.#turn;
    const places = preorder(this.forest.roots, (place) => this.open.has(place.id));
    const indexOf = indexById(places);
    const parents = Int32Array.from(places, (place) =>
      place.parent ? (indexOf.get(place.parent.id) ?? -1) : -1,
    );
    const layout = await this.#worker.layOut(parents);
    if (turn === this.#turn) this.drawn = { places, parents, indexOf, layout };
  }
}
