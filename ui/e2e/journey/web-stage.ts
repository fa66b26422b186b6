// A stage in a browser page, by way of Playwright.
import type { ConsoleMessage, Locator, Page } from "@playwright/test";
import { Album, THEMES } from "./pictures";
import { oneLine, type Part, type Stage } from "./stage";

export class WebStage implements Stage {
  readonly kind = "web";
  readonly keyring = false;
  readonly #album = new Album("web");
  readonly #complaints: string[] = [];

  constructor(private readonly page: Page) {
    page.on("pageerror", (error) => this.#complaints.push(error.message));
    page.on("console", (message) => this.#note(message));
  }

  async click(part: Part): Promise<void> {
    await this.#find(part).click();
  }

  async type(part: Part, text: string): Promise<void> {
    await this.#find(part).fill(text);
  }

  async texts(part: Part): Promise<string[]> {
    return (await this.#find(part).allInnerTexts()).map(oneLine);
  }

  async run<A, R>(act: (argument: A) => R, argument: A): Promise<R> {
    return (await this.page.evaluate(act as (argument: unknown) => unknown, argument)) as R;
  }

  async shoot(name: string): Promise<void> {
    const keep = this.#album.next(name);
    for (const colorScheme of THEMES) {
      await this.page.emulateMedia({ colorScheme });
      await this.page.waitForTimeout(500); // Cards on the chart are still moving.
      await keep(colorScheme, await this.page.screenshot({ animations: "disabled" }));
    }
    await this.page.emulateMedia({ colorScheme: THEMES[0] });
  }

  complaints(): Promise<string[]> {
    return Promise.resolve(this.#complaints);
  }

  #find({ role, name, text, within }: Part): Locator {
    const scope = within ? this.#find(within) : this.page;
    const found = scope
      .getByRole(role, { ...(name === undefined ? {} : { name, exact: true }) })
      .filter({ visible: true });
    return text === undefined ? found : found.filter({ hasText: text });
  }

  #note(message: ConsoleMessage): void {
    if (message.type() === "error" || message.type() === "warning")
      this.#complaints.push(`${message.text()} (${message.location().url})`);
  }
}
