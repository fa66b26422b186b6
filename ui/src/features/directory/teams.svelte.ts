// The teams on screen, largest first. They come all at once, since what they look like and were
// called before is known of all together only; a search looks at their names here.
import type { TeamRow } from "../../bindings/TeamRow";
import { fits } from "../../lib/search";
import { rpc } from "../../transport";
import { Paged } from "../../shell/paged.svelte";

/** A team by its name, which no other team has. */
export type TeamEntry = TeamRow & { id: string };

export class Teams extends Paged<TeamEntry> {
  #text = "";
  #connection: string;
  #all: Promise<TeamEntry[]> | null = null;

  constructor(connection: string) {
    super();
    this.#connection = connection;
  }

  ask(text: string): void {
    this.#text = text;
    this.again();
  }

  override changed(): void {
    this.#all = null;
    super.changed();
  }

  protected async read(offset: number, limit: number) {
    const asked = (this.#all ??= this.#read());
    try {
      const all = await asked;
      const found = all.filter((team) => fits(this.#text, team.name));
      const rows = found.slice(offset, offset + limit);
      return { rows, matching: found.length, total: all.length };
    } catch (error) {
      if (this.#all === asked) this.#all = null;
      throw error;
    }
  }

  async #read(): Promise<TeamEntry[]> {
    const rows = await rpc("teams", { connection: this.#connection });
    return rows.map((team) => ({ ...team, id: team.name }));
  }
}
