// The one polite live region. Data that streams in is summarised elsewhere before it comes here.

class Announcer {
  text = $state("");

  /** Says a sentence to a screen reader without moving focus. */
  say(sentence: string): void {
    // A repeated sentence is only spoken again when the text node changes.
    this.text = this.text === sentence ? `${sentence}\u00a0` : sentence;
  }
}

export const announcer = new Announcer();
