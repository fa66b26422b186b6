// The present as the program has it, for "12 s ago": real time, or what its clock was set ahead to. It stands
// still while nobody looks at the page.
import { session } from "./session.svelte";

class Present {
  #real = $state(Date.now());
  now = $derived(this.#real + (session.tick?.clockAhead ?? 0));

  constructor() {
    setInterval(() => document.hidden || this.look(), 1_000);
    document.addEventListener("visibilitychange", () => this.look());
  }

  /** Looks at the clock now. */
  look(): void {
    this.#real = Date.now();
  }
}

export const present = new Present();
