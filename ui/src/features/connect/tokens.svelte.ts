// The tokens of one connection. A secret passes through here once, on its way to the dialog.
import type { MintedToken } from "../../bindings/MintedToken";
import type { TokenView } from "../../bindings/TokenView";
import { Reading } from "../../shell/reading.svelte";
import { rpc } from "../../transport";

export class TokensState {
  readonly list = new Reading<TokenView[]>(() => rpc("tokens", { connection: this.#connection }));
  /** A new token, until its secret was put away by the user. */
  minted = $state.raw<MintedToken | null>(null);
  /** It was shown before, and can be shown again. */
  again = $state(false);
  /** The address that was made with it. */
  address = $state<string | undefined>(undefined);
  #awaited = $state(0);
  #copied = $state(false);
  /** A secret is on its way or on the screen: whoever leaves now loses it. */
  atRisk = $derived(this.#awaited > 0 || (this.minted !== null && !this.again));
  /** Nobody has copied it yet: whoever leaves now has lost it for good. */
  uncopied = $derived(this.atRisk && !this.#copied);
  #connection: string;

  constructor(connection: string) {
    this.#connection = connection;
  }

  async mint(label: string): Promise<void> {
    await this.#receive(rpc("mintToken", { connection: this.#connection, label }));
    await this.list.pull();
  }

  async rotate(token: TokenView): Promise<void> {
    await this.#receive(rpc("rotateToken", { connection: this.#connection, token: token.id }));
    await this.list.pull();
  }

  /** Another address and another token at once. */
  async renew(label: string): Promise<void> {
    const settings = rpc("renewSettings", { connection: this.#connection, label });
    await this.#receive(settings.then((made) => made.minted));
    this.address = (await settings).connection.baseUrl;
    await this.list.pull();
  }

  /** The secret of one that is there, where its application shows it again. */
  async show(token: TokenView): Promise<void> {
    const shown = await rpc("showToken", { connection: this.#connection, token: token.id });
    this.again = true;
    this.minted = shown;
    // It can be looked at again: nothing is lost with it.
    this.#copied = true;
  }

  async revoke(token: TokenView): Promise<void> {
    await rpc("revokeToken", { connection: this.#connection, token: token.id });
    await this.list.pull();
  }

  /** The secret on the screen is in the clipboard. */
  copied(): void {
    this.#copied = true;
  }

  /** Forgets the secret. */
  putAway(): void {
    this.minted = null;
    this.again = false;
    this.address = undefined;
  }

  async #receive(secret: Promise<MintedToken>): Promise<void> {
    this.#awaited += 1;
    this.#copied = false;
    try {
      this.minted = await secret;
    } finally {
      this.#awaited -= 1;
    }
  }
}

/** Why a token stopped working, as a word. */
export function endedWord(token: TokenView): string {
  if (token.revokedReason === "rotated") return "Replaced";
  if (token.revokedReason === "expired") return "Expired";
  return "Revoked";
}

/** Who made a token, in words. */
export function madeBy(token: TokenView): string {
  const words: Record<string, string> = {
    window: "in this app",
    cli: "on the command line",
    environment: "from an environment variable",
    simulator: "for the sample cycle",
  };
  return words[token.createdBy] ?? token.createdBy;
}
