// The clipboard, as far as the webview lets us: writing is asked for by a click, reading may be refused.

/** Writes a text; says whether it worked. */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeBySelection(text);
  }
}

/** The older way, for webviews that refuse the clipboard interface. */
function writeBySelection(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.className = "visually-hidden";
  // Inside an open dialog: its focus trap would take focus away from the body.
  (before?.closest('[role="dialog"]') ?? document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}

/** Whether the clipboard can be read without asking the user: only then can it be cleared safely. */
export async function mayReadClipboard(): Promise<boolean> {
  try {
    const name = "clipboard-read" as PermissionName;
    return (await navigator.permissions.query({ name })).state === "granted";
  } catch {
    return false;
  }
}

/**
 * Empties the clipboard if it still holds `text`, and nothing else. A page without focus may not
 * touch the clipboard, so it is tried again when the page is next looked at.
 */
export async function clearClipboard(text: string): Promise<boolean> {
  if (!document.hasFocus())
    await new Promise((back) => addEventListener("focus", back, { once: true }));
  if (!(await mayReadClipboard())) return false;
  try {
    if ((await navigator.clipboard.readText()) !== text) return false;
    await navigator.clipboard.writeText("");
    return true;
  } catch {
    return false;
  }
}
