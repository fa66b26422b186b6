// What the steps of one journey share, and the few moves that most of them make.
import { expect } from "@playwright/test";
import type { Entra } from "./entra";
import type { Part, Role, Stage } from "./stage";

/** One step, named as a test. */
export interface Step {
  name: string;
  go: (walk: Walk) => Promise<void>;
}

export class Walk {
  /** Base URL as the page gives it to be pasted. */
  base = "";
  /** The secret that was shown last, and the one before it. */
  secret = "";
  replaced = "";
  #entra: Entra | undefined;

  constructor(readonly stage: Stage) {}

  get entra(): Entra {
    if (!this.#entra) throw new Error("The identity provider is not connected yet");
    return this.#entra;
  }

  set entra(entra: Entra) {
    this.#entra = entra;
  }

  /** Waits until exactly one part fits. */
  async sees(part: Part): Promise<void> {
    await expect.poll(() => this.stage.texts(part), told(part)).toHaveLength(1);
  }

  /** Waits until no part fits. */
  async misses(part: Part): Promise<void> {
    await expect.poll(() => this.stage.texts(part), told(part)).toHaveLength(0);
  }

  /** The text of the one part that fits. */
  async text(part: Part): Promise<string> {
    await this.sees(part);
    return (await this.stage.texts(part))[0] ?? "";
  }

  /** Waits until the one part that fits shows a text. */
  async reads(part: Part, text: string | RegExp): Promise<void> {
    const shown = async () => (await this.stage.texts(part)).join(" ⏐ ");
    const wanted = typeof text === "string" ? expect.stringContaining(text) : null;
    const poll = expect.poll(shown, told(part));
    await (wanted ? poll.toEqual(wanted) : poll.toMatch(text));
  }

  /** The page is as large as the window, so that nothing but its lists ever scrolls. */
  async fits(): Promise<void> {
    const beyond = () => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return [scrollWidth - innerWidth, scrollHeight - innerHeight];
    };
    await expect.poll(() => this.stage.run(beyond, null)).toEqual([0, 0]);
  }

  /** Goes to a screen by its link in the rail. */
  async open(screen: string): Promise<void> {
    await this.stage.click({ role: "link", name: new RegExp(`^${screen}`), within: RAIL });
    const title = () => this.stage.run(() => document.title, null);
    await expect.poll(title).toBe(`${screen} · Scimbox`);
    await this.fits();
  }
}

const RAIL: Part = { role: "navigation", name: "Screens" };
export const STATUS: Part = { role: "contentinfo", name: "Status" };

/** Short for a part of this role and name. */
export function part(role: Role, name?: string | RegExp, within?: Part): Part {
  return { role, ...(name === undefined ? {} : { name }), ...(within ? { within } : {}) };
}

function told({ role, name, text }: Part): string {
  return [role, name, text].filter((word) => word !== undefined).join(" ");
}
