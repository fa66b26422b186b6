// Which key presses belong to whom. Single keys never fire while someone is typing.

const TEXT_INPUTS = new Set(["text", "search", "email", "url", "password", "number", "tel", ""]);

/** Whether a key pressed here is meant as text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return TEXT_INPUTS.has(target.getAttribute("type") ?? "");
  return target.getAttribute("role") === "combobox";
}

const OVERLAYS = ["dialog", "alertdialog", "menu"]
  // One on its way out stays in the page for some frames and has given the keyboard back.
  .map((role) => `[role="${role}"]:not([data-state="closed"])`)
  .join();

/** Whether a modal or menu is open: it owns the keyboard then. */
export function overlayOpen(): boolean {
  return document.querySelector(OVERLAYS) !== null;
}

/** Whether this is a bare key (no Ctrl, Alt, Meta) outside text and overlays. */
export function isBareKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return false;
  return !isTyping(event.target) && !overlayOpen();
}

/** `⌘` on Apple systems, `Ctrl` elsewhere. */
export const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";
