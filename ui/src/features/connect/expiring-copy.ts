// A copied secret leaves the clipboard after a minute, if it is still there and we may look.
// It outlives the dialog: closing it must not keep the secret on the clipboard.
import { clearClipboard, mayReadClipboard } from "../../lib/clipboard";

export const CLEAR_AFTER_MS = 60_000;

class ExpiringCopy {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Starts the minute anew; resolves to what can be promised, as a sentence. */
  async start(text: string): Promise<string> {
    clearTimeout(this.#timer);
    if (!(await mayReadClipboard())) {
      // Clearing without looking could destroy something else that was copied since.
      return "Copied to clipboard. It stays there until you copy something else.";
    }
    this.#timer = setTimeout(() => void clearClipboard(text), CLEAR_AFTER_MS);
    return "Copied to clipboard, cleared in 60 s.";
  }
}

export const expiringCopy = new ExpiringCopy();
