// Where the pictures of a run go: `SCIMBOX_SHOTS`, one folder for each place, numbered in the order
// in which they were taken.
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Stage } from "./stage";

export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export class Album {
  readonly #folder: string;
  #count = 0;

  constructor(kind: Stage["kind"]) {
    const root = process.env["SCIMBOX_SHOTS"];
    this.#folder = join(root ?? resolve(import.meta.dirname, "../../test-results/shots"), kind);
  }

  /** Begins a picture; call what it gives with the PNG of each theme. */
  next(name: string): (theme: Theme, png: Uint8Array) => Promise<void> {
    this.#count += 1;
    const number = String(this.#count).padStart(2, "0");
    return async (theme, png) => {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(join(this.#folder, `${number}-${name}-${theme}.png`), png);
    };
  }
}
