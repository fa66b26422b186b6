// What the command palette offers: screens, commands, connections, and people of this connection.
import type { PersonRow } from "../bindings/PersonRow";
import { writeClipboard } from "../lib/clipboard";
import { build } from "../lib/routes";
import { fits } from "../lib/search";
import { rpc } from "../transport";
import { announcer } from "./announce.svelte";
import { exportEntries } from "./palette-exports";
import { syncEntries } from "./palette-syncs";
import { overlays } from "./overlays.svelte";
import { screens } from "./screens";
import { session } from "./session.svelte";
import { appearance, THEMES } from "./theme.svelte";

export interface Entry {
  id: string;
  label: string;
  hint?: string;
  run: () => void;
}
export interface EntryGroup {
  title: string;
  entries: Entry[];
}

const PEOPLE_SHOWN = 8;
const TYPING_PAUSE_MS = 120;
const follow = (href: string) => () => (location.hash = href);

export class Palette {
  query = $state("");
  people = $state.raw<PersonRow[]>([]);
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The people shown are of an older text than what is typed. */
  #looking = false;
  #afterwards: (() => void) | undefined;

  groups = $derived<EntryGroup[]>(
    [
      { title: "Go to", entries: this.#screens().filter((e) => fits(this.query, e.label)) },
      { title: "Run", entries: this.#commands().filter((e) => fits(this.query, e.label)) },
      {
        title: "Connections",
        entries: this.#connections().filter((e) => fits(this.query, e.label)),
      },
      { title: "People", entries: this.people.map(personEntry) },
    ].filter((group) => group.entries.length > 0),
  );

  /** Takes what was typed, and looks for people after a short pause. */
  type(query: string): void {
    this.query = query;
    clearTimeout(this.#timer);
    this.#afterwards = undefined;
    const asked = ++this.#asked;
    const text = query.trim();
    this.#looking = text.length >= 2;
    if (this.#looking)
      this.#timer = setTimeout(() => void this.#find(text, asked), TYPING_PAUSE_MS);
    else this.people = [];
  }

  /** The entry with this id, else the first that is offered. */
  entry(id: string): Entry | undefined {
    const all = this.groups.flatMap((group) => group.entries);
    return all.find((entry) => entry.id === id) ?? all[0];
  }

  /** Whether it may not stay what the entry with this id stands for: people are being looked for. */
  unsure(id: string): boolean {
    const person = this.people.some((row) => personId(row) === id);
    return this.#looking && (person || this.entry(id) === undefined);
  }

  /** Runs `then` when the people of what is typed are here; typing on takes it back. */
  whenFound(then: () => void): void {
    if (this.#looking) this.#afterwards = then;
    else then();
  }

  async #find(text: string, asked: number): Promise<void> {
    const people = await this.#ask(text);
    if (asked !== this.#asked) return;
    this.people = people;
    this.#looking = false;
    const then = this.#afterwards;
    this.#afterwards = undefined;
    then?.();
  }

  async #ask(text: string): Promise<PersonRow[]> {
    const connection = session.current?.id;
    if (!connection) return [];
    try {
      return (await rpc("people", { connection, text, limit: PEOPLE_SHOWN })).rows;
    } catch {
      // Commands still work; the screen behind says what is wrong.
      return [];
    }
  }

  #screens(): Entry[] {
    return screens.map((s) => ({ id: `go-${s.screen}`, label: s.label, run: follow(s.href) }));
  }

  #commands(): Entry[] {
    const simulate = build({ screen: "overview", simulate: true });
    const guide = build({ screen: "connect", guide: true });
    const token = build({ screen: "connect", newToken: true });
    const address = session.current?.baseUrl;
    return [
      { id: "guide", label: "Open the setup guide", run: follow(guide) },
      { id: "token", label: "Generate token", run: follow(token) },
      { id: "simulate", label: "Simulate: preview with sample people", run: follow(simulate) },
      ...(address
        ? [{ id: "copy", label: "Copy base URL", hint: address, run: copy(address) }]
        : []),
      ...THEMES.map((theme) => ({
        id: `theme-${theme}`,
        label: `Theme: ${theme === "system" ? "like the system" : theme}`,
        hint: appearance.theme === theme ? "current" : undefined,
        run: () => appearance.set(theme),
      })),
      {
        id: "keys",
        label: "Keyboard shortcuts",
        hint: "?",
        run: () => (overlays.shortcuts = true),
      },
      ...syncEntries(session.current),
      ...exportEntries(session.current?.id),
    ];
  }

  #connections(): Entry[] {
    return session.connections
      .filter((connection) => connection.id !== session.current?.id)
      .map((connection) => ({
        id: connection.id,
        label: connection.name,
        hint: "switch to this connection",
        run: () => session.choose(connection.id),
      }));
  }
}

const personId = (person: PersonRow) => `person-${person.id}`;

function personEntry(person: PersonRow): Entry {
  const hint = [person.userName, person.team].filter(Boolean).join(" · ");
  const href = build({ screen: "directory", list: "people", id: person.id });
  return { id: personId(person), label: person.name, hint, run: follow(href) };
}

function copy(text: string): () => void {
  return () => {
    void writeClipboard(text).then((done) =>
      announcer.say(done ? "Copied to clipboard" : "The browser refused to copy"),
    );
  };
}
