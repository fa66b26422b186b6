// What a journey needs of the place where it happens: eyes, a pointer and a camera. The same steps
// then go through the desktop window and through the web console. Parts are named as assistive
// technology names them, by role and accessible name, never by how the page is built.

export type Role =
  | "banner"
  | "button"
  | "contentinfo"
  | "dialog"
  | "grid"
  | "gridcell"
  | "group"
  | "heading"
  | "link"
  | "list"
  | "main"
  | "menuitem"
  | "menuitemradio"
  | "navigation"
  | "region"
  | "row"
  | "searchbox"
  | "status"
  | "tab"
  | "tabpanel"
  | "textbox"
  | "tree"
  | "treeitem";

/** Something on the page. */
export interface Part {
  role: Role;
  /** Accessible name: all of it, or a pattern in it. */
  name?: string | RegExp;
  /** Text that it shows. */
  text?: string | RegExp;
  within?: Part;
}

/** Where a journey happens. */
export interface Stage {
  readonly kind: "window" | "web";
  /** Whether the program has a keyring for its secrets. */
  readonly keyring: boolean;
  /** Waits for the one part that fits and clicks on it. */
  click(part: Part): Promise<void>;
  /** Types into a field, in place of what it held. */
  type(part: Part, text: string): Promise<void>;
  /** What every visible part that fits shows, blanks made one. */
  texts(part: Part): Promise<string[]>;
  /** Runs a function in the page. It can use nothing but its argument and the page. */
  run<A, R>(act: (argument: A) => R, argument: A): Promise<R>;
  /** Keeps a picture in light and in dark. */
  shoot(name: string): Promise<void>;
  /** Errors and warnings of the page so far. */
  complaints(): Promise<string[]>;
}

/** One line of blanks each, so that layout does not matter to a comparison. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
