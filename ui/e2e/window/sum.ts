// The closing line of the window tests: `N passed, N failed`. What did not run has failed.
import type { Reporter, Suite } from "@playwright/test/reporter";

export default class Sum implements Reporter {
  #all: Suite | undefined;

  onBegin(_config: unknown, all: Suite): void {
    this.#all = all;
  }

  onEnd(): void {
    const tests = this.#all?.allTests() ?? [];
    const passed = tests.filter((test) => test.outcome() === "expected").length;
    console.log(`\n${passed} passed, ${tests.length - passed} failed`);
  }

  printsToStdio(): boolean {
    return false;
  }
}
