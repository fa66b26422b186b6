// The present, for "12 s ago". It stands still while nobody looks at the page.

class Present {
  now = $state(Date.now());

  constructor() {
    setInterval(() => document.hidden || (this.now = Date.now()), 1_000);
    document.addEventListener("visibilitychange", () => (this.now = Date.now()));
  }
}

export const present = new Present();
