// Ends a run with the one line that the test command adds up.
import type { FullConfig, Reporter, Suite } from "@playwright/test/reporter";

export default class SummaryReporter implements Reporter {
  #suite: Suite | undefined;

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
  }

  onEnd(): void {
    const outcomes = this.#suite?.allTests().map((test) => test.outcome()) ?? [];
    const of = (outcome: string) => outcomes.filter((o) => o === outcome).length;
    const failed = of("unexpected") + of("flaky");
    const skipped = of("skipped") > 0 ? `, ${of("skipped")} skipped` : "";
    console.log(`${of("expected")} passed, ${failed} failed${skipped}`);
  }
}
