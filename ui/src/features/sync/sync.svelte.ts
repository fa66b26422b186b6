// Staging of one connection: where it stands, what a sync would do, and what the user can start.
import type { SyncPreviewView } from "../../bindings/SyncPreviewView";
import type { SyncRunView } from "../../bindings/SyncRunView";
import type { SyncView } from "../../bindings/SyncView";
import { Attempt } from "../../kit/attempt.svelte";
import { countsText, saySync } from "../../lib/sync-text";
import { announcer } from "../../shell/announce.svelte";
import { Reading } from "../../shell/reading.svelte";
import { rpc } from "../../transport";

export class SyncState {
  readonly view: Reading<SyncView>;
  readonly preview: Reading<SyncPreviewView>;
  /** Starting a run, or going on with one. */
  readonly starting = new Attempt();
  /** Adding a domain, or taking one out. */
  readonly domains = new Attempt();
  /** The domain that was taken out last, while it can be brought back. */
  takenOut = $state.raw<{ domain: string; shown: string } | null>(null);
  staging = $derived.by(() => this.view.value?.staging ?? null);
  latest = $derived.by(() => this.staging?.latest ?? null);
  running = $derived.by(() => this.latest?.run.status === "inProgress");

  #connection: string;
  /** The run that was at work when looked at last. */
  #watched: number | null = null;

  constructor(connection: string) {
    this.#connection = connection;
    this.view = new Reading(() => rpc("sync", { connection }));
    this.preview = new Reading(() => rpc("syncPreview", { connection }));
  }

  /** Reads where it stands; says so when a run has ended since. */
  async look(): Promise<void> {
    await this.view.pull();
    const run = this.latest?.run;
    if (!run) return;
    if (run.status === "inProgress") this.#watched = run.number;
    else if (this.#watched === run.number) {
      this.#watched = null;
      announcer.say(
        `Sync ${run.number} ${saySync(`status.${run.status}`).toLowerCase()}: ${countsText(run.counts)}.`,
      );
    }
  }

  start(): Promise<boolean> {
    return this.#begin(() => rpc("startSync", { connection: this.#connection }));
  }

  retry(run: number): Promise<boolean> {
    return this.#begin(() => rpc("retrySync", { connection: this.#connection, run }));
  }

  addDomain(domain: string): Promise<boolean> {
    return this.domains.run(async () => {
      await rpc("addSsoDomain", { connection: this.#connection, domain });
      this.takenOut = null;
      announcer.say("Added. The verdicts are up to date.");
      await Promise.all([this.look(), this.preview.pull()]);
    });
  }

  removeDomain(domain: { domain: string; shown: string }): Promise<boolean> {
    return this.domains.run(async () => {
      await rpc("removeSsoDomain", { connection: this.#connection, domain: domain.domain });
      this.takenOut = domain;
      announcer.say(`${domain.shown} is not an SSO domain any more.`);
      await Promise.all([this.look(), this.preview.pull()]);
    });
  }

  async #begin(ask: () => Promise<SyncRunView>): Promise<boolean> {
    return this.starting.run(async () => {
      const run = await ask();
      this.#watched = run.number;
      announcer.say(`Sync ${run.number} started.`);
      await this.look();
    });
  }
}
