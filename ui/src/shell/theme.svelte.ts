// Light, dark or what the system says; remembered. Tokens follow `data-theme` on the root element.

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "scimbox.theme";

class Appearance {
  theme = $state<Theme>(stored());

  constructor() {
    this.#apply();
  }

  set(theme: Theme): void {
    this.theme = theme;
    this.#apply();
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // A browser that keeps nothing: the choice lasts for this page.
    }
  }

  /** The next one in turn, for the palette and the shortcut. */
  cycle(): Theme {
    const next = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length] ?? "system";
    this.set(next);
    return next;
  }

  #apply(): void {
    if (this.theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = this.theme;
  }
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === value) ?? "system";
  } catch {
    return "system";
  }
}

export const appearance = new Appearance();
