// What deleted connections left: which they are, and the accounts of one of them, read in pages.
import type { RetainedAccount } from "../../bindings/RetainedAccount";
import type { RetainedView } from "../../bindings/RetainedView";
import type { AccountsAfter } from "../../bindings/AccountsAfter";
import { count } from "../../lib/numbers";
import { Reading } from "../../shell/reading.svelte";
import { RpcError, rpc } from "../../transport";

const PAGE = 100;

/** The connections that are gone and left accounts. */
export class RetainedConnections {
  readonly list = new Reading<RetainedView[]>(() => rpc("retained", {}));
}

/** The accounts that one of them left. */
export class RetainedAccounts {
  rows = $state.raw<RetainedAccount[]>([]);
  matching = $state<number | null>(null);
  trouble = $state.raw<RpcError | null>(null);
  #connection: string;
  #text = "";
  #asked = 0;

  constructor(connection: string) {
    this.#connection = connection;
  }

  /** Begins anew with those whom the text is about. */
  ask(text: string): Promise<void> {
    this.#text = text;
    return this.#pull(0);
  }

  /** One page more. */
  more(): Promise<void> {
    return this.#pull(this.rows.length);
  }

  async #pull(offset: number): Promise<void> {
    const turn = ++this.#asked;
    try {
      const page = await rpc("retainedAccounts", {
        connection: this.#connection,
        text: this.#text,
        offset,
        limit: PAGE,
      });
      if (turn !== this.#asked) return;
      this.rows = offset === 0 ? page.rows : [...this.rows, ...page.rows];
      this.matching = page.matching;
      this.trouble = null;
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      if (turn === this.#asked) this.trouble = error;
    }
  }
}

/** What becomes of the accounts of a deleted connection, in sentences; who has no access keeps none. */
export function accountsAfter(
  outcome: AccountsAfter,
  application: string,
  left: { accounts: number; without: number },
): string {
  const whole = outcome === "remove" || outcome === "unstated";
  if (whole || left.without === 0) return becomes(outcome, application, left.accounts);
  const n = left.accounts - left.without;
  const rest = left.without === 1 ? "1 account has" : `${count(left.without)} accounts have`;
  const none = `${rest} no access there already.`;
  return n === 0 ? none : `${becomes(outcome, application, n, " with access")} ${none}`;
}

function becomes(outcome: AccountsAfter, application: string, n: number, which = ""): string {
  const one = n === 1;
  const what = one ? `the account${which}` : `the ${count(n)} accounts${which}`;
  switch (outcome) {
    case "keep":
      return one
        ? `The account${which} keeps its access to ${application}.`
        : `The ${count(n)} accounts${which} keep their access to ${application}.`;
    case "deactivate":
      return `${application} deactivates ${what}.`;
    case "disable":
      return `${application} disables ${what}.`;
    case "remove":
      return `${application} removes ${what} entirely.`;
    case "unstated":
      return `What becomes of ${what} in ${application} is not documented.`;
  }
}
