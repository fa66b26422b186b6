import { afterEach, describe, expect, it } from "vitest";
import { isBareKey, isTyping, overlayOpen } from "./keys";

afterEach(() => document.body.replaceChildren());

function element(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body.firstElementChild as HTMLElement;
}

function press(target: HTMLElement, init: KeyboardEventInit): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
}

describe("isTyping", () => {
  it.each(["<input>", '<input type="search">', "<textarea></textarea>", "<select></select>"])(
    "a key in %s is text",
    (html) => {
      expect(isTyping(element(html))).toBe(true);
    },
  );

  it.each(['<input type="checkbox">', '<input type="radio">', "<button></button>", "<div></div>"])(
    "a key on %s is a command",
    (html) => {
      expect(isTyping(element(html))).toBe(false);
    },
  );
});

describe("isBareKey", () => {
  it("a key with Ctrl, Alt or Meta is not bare", () => {
    const button = element("<button></button>");
    expect(isBareKey(press(button, { key: "f" }))).toBe(true);
    for (const modifier of ["ctrlKey", "altKey", "metaKey"]) {
      expect(isBareKey(press(button, { key: "f", [modifier]: true }))).toBe(false);
    }
  });

  it("nothing is bare in a field or while a dialog is open", () => {
    expect(isBareKey(press(element("<input>"), { key: "?" }))).toBe(false);
    const button = element('<button></button><div role="dialog"></div>');
    expect(overlayOpen()).toBe(true);
    expect(isBareKey(press(button, { key: "?" }))).toBe(false);
  });

  it.each(["dialog", "alertdialog", "menu"])("a %s on its way out holds no key back", (role) => {
    const button = element(`<button></button><div role="${role}" data-state="open"></div>`);
    expect(isBareKey(press(button, { key: "?" }))).toBe(false);
    button.nextElementSibling?.setAttribute("data-state", "closed");
    expect(overlayOpen()).toBe(false);
    expect(isBareKey(press(button, { key: "?" }))).toBe(true);
  });
});
