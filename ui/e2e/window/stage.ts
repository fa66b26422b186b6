// A stage in the desktop window, by way of WebDriver. Parts are found by selectors for their role and
// by the accessible name that WebKit computes; clicks are those of a pointer.
import { setTimeout as pause } from "node:timers/promises";
import { Album, THEMES, type Theme } from "../journey/pictures";
import { oneLine, type Part, type Role, type Stage } from "../journey/stage";
import { Refused, type Driver, type Element } from "./driver";

const ACTION_MS = 10_000;
const AGAIN_MS = 80;
/** The page changed under our hands: look again. */
const MOVED = new Set([
  "stale element reference",
  "no such element",
  "element click intercepted",
  "element not interactable",
]);

const HEADINGS = "h1, h2, h3, h4, [role=heading]";
const SELECTORS: Record<Role, string> = {
  banner: "header, [role=banner]",
  button: "button:not([role]), [role=button]",
  contentinfo: "footer, [role=contentinfo]",
  dialog: "dialog, [role=dialog], [role=alertdialog]",
  grid: "[role=grid]",
  gridcell: "[role=gridcell]",
  group: "[role=group]",
  heading: HEADINGS,
  link: "a[href]:not([role])",
  list: "ul, ol, [role=list]",
  main: "main",
  menuitem: "[role=menuitem]",
  menuitemradio: "[role=menuitemradio]",
  navigation: "nav",
  region: "section[aria-label], section[aria-labelledby]",
  row: "tr, [role=row]",
  searchbox: "input[type=search]",
  status: "[role=status]",
  tab: "[role=tab]",
  tabpanel: "[role=tabpanel]",
  textbox: "input[type=text], textarea",
  tree: "[role=tree]",
  treeitem: "[role=treeitem]",
};

/** The key, in the words of WebDriver. */
const BACKSPACE = "\uE003";

export class WindowStage implements Stage {
  readonly kind = "window";
  readonly keyring = true;

  constructor(
    private readonly driver: Driver,
    private readonly album = new Album("window"),
  ) {}

  /** Begins to listen for what the page complains about. */
  async listen(): Promise<void> {
    const listen = () => {
      const heard: string[] = [];
      Object.assign(window, { complaints: heard });
      addEventListener("error", (event) => heard.push(event.message));
      addEventListener("unhandledrejection", (event) => heard.push(String(event.reason)));
      for (const level of ["error", "warn"] as const) {
        const before = console[level].bind(console);
        console[level] = (...said: unknown[]) => {
          heard.push(said.map(String).join(" "));
          before(...said);
        };
      }
    };
    await this.run(listen, null);
  }

  async click(part: Part): Promise<void> {
    await this.#withOne(part, (element) => this.driver.click(element));
  }

  async type(part: Part, text: string): Promise<void> {
    await this.#withOne(part, async (element) => {
      await this.driver.clear(element);
      // Nothing cannot be typed, and clearing alone tells the page of no input.
      await this.driver.type(element, text || `x${BACKSPACE}`);
    });
  }

  /** What the fitting elements show, seen in one piece: on a page that moves, it looks again. */
  async texts(part: Part): Promise<string[]> {
    const limit = Date.now() + ACTION_MS;
    for (;;) {
      try {
        const found = await this.#find(part);
        return (await this.#shown(found)).map((text) => oneLine(text ?? ""));
      } catch (error) {
        if (!hasMoved(error) || Date.now() > limit) throw error;
        await pause(AGAIN_MS);
      }
    }
  }

  async run<A, R>(act: (argument: A) => R, argument: A): Promise<R> {
    return await this.driver.run<R>(`return (${act.toString()})(arguments[0])`, argument);
  }

  async shoot(name: string): Promise<void> {
    const keep = this.album.next(name);
    for (const theme of THEMES) {
      await this.#dress(theme);
      await pause(500); // Cards on the chart are still moving.
      await keep(theme, await this.driver.screenshot());
    }
    await this.#dress(THEMES[0]);
  }

  complaints(): Promise<string[]> {
    return this.run(() => (window as unknown as { complaints: string[] }).complaints, null);
  }

  #wears(theme: Theme): Promise<boolean> {
    return this.run((name) => document.documentElement.dataset["theme"] === name, theme);
  }

  /** Chooses a theme in the menu. Over a dialog nobody can; there it is put on from outside. */
  async #dress(theme: Theme): Promise<void> {
    if ((await this.texts({ role: "dialog" })).length > 0) {
      await this.run((name) => void (document.documentElement.dataset["theme"] = name), theme);
      return;
    }
    const word = theme === "dark" ? "Dark" : "Light";
    await this.click({ role: "button", name: /^Theme:/ });
    await this.click({ role: "menuitemradio", name: word });
    const limit = Date.now() + ACTION_MS;
    while (
      (await this.texts({ role: "menuitemradio" })).length > 0 ||
      !(await this.#wears(theme))
    ) {
      if (Date.now() > limit) throw new Error(`The theme ${word} was not put on`);
      await pause(AGAIN_MS);
    }
  }

  /** Acts on the one element that fits, as soon as there is exactly one. */
  async #withOne(part: Part, act: (element: Element) => Promise<void>): Promise<void> {
    const limit = Date.now() + ACTION_MS;
    let why = "";
    while (Date.now() < limit) {
      try {
        const [only, ...more] = await this.#find(part);
        if (only && more.length === 0) return await act(only);
        why = only ? `${more.length + 1} fit` : "nothing fits";
      } catch (error) {
        if (!hasMoved(error)) throw error;
        why = String(error);
      }
      await pause(AGAIN_MS);
    }
    const told = [part.role, part.name, part.text].filter((word) => word !== undefined);
    throw new Error(`${told.join(" ")}: ${why}`);
  }

  async #find({ role, name, text, within }: Part): Promise<Element[]> {
    let scope: Element | undefined;
    if (within) {
      [scope] = await this.#find(within);
      if (!scope) return [];
    }
    const all = await this.driver.find(SELECTORS[role], scope);
    const shown = await this.#shown(all);
    const fitting: Element[] = [];
    for (const [index, element] of all.entries()) {
      const says = shown[index];
      if (says == null || !fits(oneLine(says), text, true)) continue;
      if (name === undefined || fits(oneLine(await this.driver.label(element)), name, false))
        fitting.push(element);
    }
    return fitting;
  }

  /** What each element shows; nothing for one that cannot be seen. */
  async #shown(elements: Element[]): Promise<(string | null)[]> {
    const look = (found: HTMLElement[]) =>
      found.map((element) => {
        const box = element.getBoundingClientRect();
        const seen = box.width > 0 && box.height > 0 && element.checkVisibility();
        return seen ? element.innerText : null;
      });
    // WebKit knows elements again only where each is an argument of its own.
    const script = `return (${look.toString()})([...arguments])`;
    return elements.length === 0 ? [] : this.driver.run(script, ...elements);
  }
}

function fits(text: string, wanted: string | RegExp | undefined, part: boolean): boolean {
  if (wanted === undefined) return true;
  if (wanted instanceof RegExp) return wanted.test(text);
  return part ? text.toLowerCase().includes(wanted.toLowerCase()) : text === wanted;
}

function hasMoved(error: unknown): boolean {
  return error instanceof Refused && MOVED.has(error.code);
}
