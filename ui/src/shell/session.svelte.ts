// What every screen may know: the workspace, its connections, which one is current, the latest tick.
// Screens read `session.tick` to learn that something is new, and pull what they show themselves.
import type { About } from "../bindings/About";
import type { ConnectionView } from "../bindings/ConnectionView";
import type { KeyringView } from "../bindings/KeyringView";
import type { Tick } from "../bindings/Tick";
import { RpcError, transport, type FeedState, type Transport } from "../transport";

const REMEMBERED = "scimbox.connection";

export class Session {
  about = $state.raw<About | null>(null);
  connections = $state.raw<ConnectionView[]>([]);
  /** Newest counters; replaced as a whole at most ten times a second. */
  tick = $state.raw<Tick | null>(null);
  feed = $state<FeedState>("waiting");
  /** Why the first questions were not answered. */
  trouble = $state.raw<RpcError | null>(null);

  #chosen = $state<string | null>(remembered());
  #transport: Transport;
  /** The latest of what came while connections are read. */
  #coming: Tick | null = null;

  /** The connection all screens are about; the default one until another is chosen. */
  current = $derived<ConnectionView | null>(
    this.connections.find((c) => c.id === this.#chosen) ?? this.connections[0] ?? null,
  );
  keyring = $derived<KeyringView | null>(this.tick?.keyring ?? this.about?.keyring ?? null);
  ended = $derived(this.feed === "ended" || this.trouble?.code === "sessionEnded");
  /** Changes whenever the log or a resource changed. */
  seq = $derived(this.tick?.seq ?? 0);
  /** Changes whenever connections or tokens changed, also from the command line. */
  revision = $derived(this.tick?.revision ?? 0);

  constructor(host: Transport) {
    this.#transport = host;
  }

  /** Asks for what the frame shows and listens; returns how to stop. */
  start(): () => void {
    void this.load();
    return this.#transport.subscribe(
      (tick) => this.#take(tick),
      (state) => {
        const back = this.feed !== "open" && state === "open" && this.about !== null;
        this.feed = state;
        if (back || (state === "open" && this.trouble)) void this.load();
      },
    );
  }

  async load(): Promise<void> {
    try {
      const [about, connections] = await Promise.all([
        this.#transport.rpc("about", {}),
        this.#transport.rpc("connections", {}),
      ]);
      this.about = about;
      this.connections = connections;
      this.trouble = null;
    } catch (error) {
      if (error instanceof RpcError) this.trouble = error;
      else throw error;
    }
  }

  /** Asks for the connections again, after one was changed. */
  async reloadConnections(): Promise<void> {
    this.connections = await this.#transport.rpc("connections", {});
  }

  /** Makes another connection the current one, and remembers it. */
  choose(id: string): void {
    this.#chosen = id;
    try {
      localStorage.setItem(REMEMBERED, id);
    } catch {
      // A browser that keeps nothing: the choice lasts for this page.
    }
  }

  /**
   * What changed is told once it is known which connections there are: what a screen shows of one that
   * was deleted would otherwise be asked for again.
   */
  #take(tick: Tick): void {
    this.feed = "open";
    const reading = this.#coming !== null;
    if (!reading && (this.tick === null || tick.revision === this.tick.revision)) {
      this.tick = tick;
      return;
    }
    this.#coming = tick;
    if (!reading) void this.#follow();
  }

  async #follow(): Promise<void> {
    let read: Tick | null = null;
    while (this.#coming !== null && this.#coming.revision !== read?.revision) {
      read = this.#coming;
      await this.reloadConnections().catch(() => undefined);
    }
    this.tick = this.#coming;
    this.#coming = null;
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}

export const session = new Session(transport);
