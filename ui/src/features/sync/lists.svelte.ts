// The long lists of this screen: who is staged, accounts, runs.
import type { AccountRow } from "../../bindings/AccountRow";
import type { StagedGroupRow } from "../../bindings/StagedGroupRow";
import type { StagedRow } from "../../bindings/StagedRow";
import type { SyncRunView } from "../../bindings/SyncRunView";
import type { SyncVerdict } from "../../bindings/SyncVerdict";
import { Paged } from "../../shell/paged.svelte";
import { rpc } from "../../transport";

export class Staged extends Paged<StagedRow> {
  #connection: string;
  #filters: { verdict?: SyncVerdict; text?: string; gone?: boolean } = {};

  constructor(connection: string) {
    super();
    this.#connection = connection;
  }

  /** A preview has a verdict for everybody, also for those who were deleted and leave. */
  ask(verdict: SyncVerdict | undefined, text: string, gone: boolean): void {
    this.#filters = { ...(verdict ? { verdict } : {}), ...(text ? { text } : {}), gone };
    this.again();
  }

  protected async read(offset: number, limit: number) {
    const asked = { connection: this.#connection, ...this.#filters, offset, limit };
    const { rows, matching } = await rpc("stagedPeople", asked);
    return { rows, matching, total: matching };
  }
}

/** Staged groups, and what syncs have made of them. */
export class Groups extends Paged<StagedGroupRow> {
  #connection: string;
  #text = "";

  constructor(connection: string) {
    super();
    this.#connection = connection;
  }

  ask(text: string): void {
    this.#text = text;
    this.again();
  }

  protected async read(offset: number, limit: number) {
    const text = this.#text ? { text: this.#text } : {};
    const asked = { connection: this.#connection, ...text, offset, limit };
    const { rows, matching } = await rpc("stagedGroups", asked);
    return { rows, matching, total: matching };
  }
}

export type Account = AccountRow & { id: string };

export class Accounts extends Paged<Account> {
  #connection: string;
  #text = "";

  constructor(connection: string) {
    super();
    this.#connection = connection;
  }

  ask(text: string): void {
    this.#text = text;
    this.again();
  }

  protected async read(offset: number, limit: number) {
    const text = this.#text ? { text: this.#text } : {};
    const page = await rpc("accounts", { connection: this.#connection, ...text, offset, limit });
    const rows = page.rows.map((row) => ({ ...row, id: row.person }));
    return { rows, matching: page.matching, total: page.matching };
  }
}

export type Run = SyncRunView & { id: string };

export class Runs extends Paged<Run> {
  #connection: string;

  constructor(connection: string) {
    super();
    this.#connection = connection;
  }

  protected async read(offset: number, limit: number) {
    const page = await rpc("syncRuns", { connection: this.#connection, offset, limit });
    const rows = page.rows.map((row) => ({ ...row, id: String(row.number) }));
    return { rows, matching: page.total, total: page.total };
  }
}
