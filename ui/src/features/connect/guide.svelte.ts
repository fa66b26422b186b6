// The setup guide of one connection: what it says, how far it has come, and a new secret for as long as
// the page shows it.
import type { DoorView } from "../../bindings/DoorView";
import type { GuideAttributesView } from "../../bindings/GuideAttributesView";
import type { GuideDetail } from "../../bindings/GuideDetail";
import type { GuidePartKind } from "../../bindings/GuidePartKind";
import type { GuideView } from "../../bindings/GuideView";
import type { Idp } from "../../bindings/Idp";
import type { MintedToken } from "../../bindings/MintedToken";
import { Attempt } from "../../kit/attempt.svelte";
import { say } from "../../lib/say";
import { announcer } from "../../shell/announce.svelte";
import { Reading } from "../../shell/reading.svelte";
import { session } from "../../shell/session.svelte";
import { rpc } from "../../transport";
import { TokensState } from "./tokens.svelte";

/** What the application does with tokens. */
export interface TokenRules {
  /** A new token ends those that work. */
  replaces: boolean;
  /** Address and token are made anew together. */
  renews: boolean;
  /** A secret can be shown again. */
  showsAgain: boolean;
}

export class GuideModel {
  readonly view = new Reading<GuideView>(() => this.#read());
  readonly attributes = new Reading<GuideAttributesView | null>(() => this.#readAttributes());
  readonly tokens: TokensState;
  readonly ticking = new Attempt();
  readonly checking = new Attempt();
  readonly choosing = new Attempt();
  door = $state.raw<DoorView | null>(null);
  /** The token that was made here, until the page is left. */
  held = $state.raw<MintedToken | null>(null);
  guide = $derived<GuideDetail | null>(this.view.value?.guide ?? null);
  /** Whose guide was asked for. */
  wanted = $state<Idp | undefined>();
  #connection: string;
  #ticked: Promise<unknown> = Promise.resolve();

  constructor(connection: string) {
    this.#connection = connection;
    this.tokens = new TokensState(connection);
  }

  /** Ticks something off, or takes the tick back, one after the other; says whether it worked. */
  tick(part: GuidePartKind, item: string, ticked: boolean): Promise<boolean> {
    const next = this.#ticked.then(() =>
      this.ticking.run(async () => {
        const provider = this.guide?.provider;
        if (!provider) return;
        await rpc("tickGuide", { connection: this.#connection, provider, part, item, ticked });
        await this.view.pull();
      }),
    );
    this.#ticked = next;
    return next;
  }

  /** Keeps whose guide was chosen, for this connection: the next visit shows it again. */
  remember(idp: Idp): void {
    void this.choosing.run(async () => {
      await rpc("changeConnection", { connection: this.#connection, idp });
      await session.reloadConnections();
    });
  }

  checkDoor(): void {
    void this.checking.run(async () => {
      this.door = await rpc("checkDoor", { connection: this.#connection });
    });
  }

  async mint(label: string): Promise<void> {
    await this.tokens.mint(label);
    await this.view.pull();
  }

  /** Another address and another token at once; the steps show both. */
  async renew(): Promise<void> {
    await this.tokens.renew(this.guide?.token?.label ?? "Token");
    await session.reloadConnections();
    await this.view.pull();
  }

  /** The secret of the token that works, where the application shows it again. */
  async show(): Promise<void> {
    const token = this.guide?.token;
    if (token) await this.tokens.show(token);
  }

  /** The secret was seen; it stays here to be pasted where the guide says. */
  putAway(): void {
    this.held = this.tokens.minted;
    this.tokens.putAway();
  }

  /** The token that works, with its secret: made here, or from the keyring where the app shows it again. */
  async current(): Promise<MintedToken | null> {
    const token = this.guide?.token;
    if (!token) return null;
    if (this.held?.token.id === token.id) return this.held;
    return rpc("showToken", { connection: this.#connection, token: token.id });
  }

  async #read(): Promise<GuideView> {
    const provider = this.wanted;
    const connection = this.#connection;
    const view = await rpc("guide", provider ? { connection, provider } : { connection });
    this.#tell(this.guide, view.guide);
    return view;
  }

  async #readAttributes(): Promise<GuideAttributesView | null> {
    const provider = this.guide?.provider;
    if (!provider) return null;
    return rpc("guideAttributes", { connection: this.#connection, provider });
  }

  /** Says aloud which step has turned since it was read last. */
  #tell(before: GuideDetail | null, after: GuideDetail | null): void {
    if (!before || before.provider !== after?.provider) return;
    after.steps.forEach(({ title, state, watched }, place) => {
      if (!watched || before.steps[place]?.title !== title) return;
      if (before.steps[place].state === state || (state !== "done" && state !== "failed")) return;
      announcer.say(say(`guide.said.${state}`, { n: place + 1, title }));
    });
  }
}
