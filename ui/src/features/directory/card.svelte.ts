// The person, group, team, or one who is gone, that is open: read when opened and again when something
// changed.
import type { GroupCard } from "../../bindings/GroupCard";
import type { PersonCard } from "../../bindings/PersonCard";
import type { RemovedCard } from "../../bindings/RemovedCard";
import type { TeamCard } from "../../bindings/TeamCard";
import { paced } from "../../lib/paced";
import { rpc, RpcError } from "../../transport";

type Card = {
  person: PersonCard;
  group: GroupCard;
  team: TeamCard;
  removedCard: RemovedCard;
};

export class OpenCard<Kind extends keyof Card> {
  card = $state.raw<Card[Kind] | null>(null);
  trouble = $state.raw<RpcError | null>(null);
  /** Id of what is open, when it is not here because it was removed. */
  gone = $state<string | null>(null);

  #kind: Kind;
  #connection: string;
  #id: string | null = null;
  #pull = paced(() => this.#read(), 400);

  constructor(kind: Kind, connection: string) {
    this.#kind = kind;
    this.#connection = connection;
  }

  /** Opens another one, or none. */
  open(id: string | null): void {
    if (id !== this.#id) {
      this.#id = id;
      this.trouble = null;
      this.card = null;
      this.gone = null;
      if (id !== null) void this.#read();
    }
  }

  /** Something changed in the directory. */
  changed(): void {
    // Who is gone does not come back under the same id.
    if (this.#id !== null && this.trouble?.code !== "notFound") this.#pull.poke();
  }

  stop(): void {
    this.#id = null;
    this.#pull.stop();
  }

  async #read(): Promise<void> {
    const id = this.#id;
    if (id === null) return;
    try {
      const card = await rpc(this.#kind, { connection: this.#connection, id });
      if (id !== this.#id) return;
      this.card = card as Card[Kind];
      this.trouble = null;
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (id !== this.#id) return;
      this.trouble = error;
      const resource = this.#kind === "person" || this.#kind === "group";
      if (error.code === "notFound" && resource) await this.#lookAmongRemoved(id);
    }
  }

  async #lookAmongRemoved(id: string): Promise<void> {
    const asked = rpc("removedCard", { connection: this.#connection, id });
    const found = await asked.catch(() => null);
    if (found && id === this.#id) this.gone = id;
  }
}
