// What jsdom lacks and components touch. It lays nothing out, so nothing ever changes size.
import { configure } from "@testing-library/svelte";

// A second is usual, and on a busy computer a wait of 0.9 s was seen. It ends with what is waited for.
configure({ asyncUtilTimeout: 4_000 });

class NoLayout implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver ??= NoLayout;
Element.prototype.scrollTo ??= () => undefined;
Element.prototype.scrollIntoView ??= () => undefined;
