// What is open beside the lists: a person with the verdict and the account, or a run with its people.
import type { AccountRow } from "../../bindings/AccountRow";
import type { StagedRow } from "../../bindings/StagedRow";
import type { SyncCard } from "../../bindings/SyncCard";
import type { SyncPerson } from "../../bindings/SyncPerson";
import { Reading } from "../../shell/reading.svelte";
import { rpc } from "../../transport";

export interface PersonAtHand {
  staged: StagedRow | null;
  account: AccountRow | null;
}

/** Somebody by id: staged, with an account, or both. */
export function personReading(connection: string, id: string): Reading<PersonAtHand> {
  return new Reading(async () => {
    const asked = { connection, text: id, limit: 5 };
    const [staged, leaving, accounts] = await Promise.all([
      rpc("stagedPeople", asked),
      rpc("stagedPeople", { ...asked, verdict: "disable" }),
      rpc("accounts", asked),
    ]);
    const own = (row: StagedRow) => row.id === id;
    return {
      staged: staged.rows.find(own) ?? leaving.rows.find(own) ?? null,
      account: accounts.rows.find((row) => row.person === id) ?? null,
    };
  });
}

/** How many people of a run are read at once. */
const PAGE = 100;

/** A run with its steps, and the people of it as far as they were asked for. */
export class OpenRun {
  readonly card: Reading<SyncCard>;
  people = $state.raw<SyncPerson[]>([]);
  total = $state(0);
  #shown = PAGE;
  #connection: string;
  #run: number;

  constructor(connection: string, run: number) {
    this.#connection = connection;
    this.#run = run;
    this.card = new Reading(() => rpc("syncRun", { connection, run }));
  }

  pull = async (): Promise<void> => {
    await this.card.pull();
    const asked = { connection: this.#connection, run: this.#run, limit: this.#shown };
    const page = await rpc("syncPeople", asked).catch(() => null);
    if (!page) return;
    this.people = page.rows;
    this.total = page.total;
  };

  more(): Promise<void> {
    this.#shown += PAGE;
    return this.pull();
  }
}
