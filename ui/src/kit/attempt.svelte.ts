// One action of a form: whether it is under way, and what went wrong with it.

export interface Problem {
  message: string;
  detail: string | null;
}

export class Attempt {
  busy = $state(false);
  problem = $state.raw<Problem | null>(null);

  /** Runs the action unless one is under way; says whether it worked. */
  async run(action: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    try {
      await action();
      return true;
    } catch (error) {
      this.problem = asProblem(error);
      return false;
    } finally {
      this.busy = false;
    }
  }
}

function asProblem(error: unknown): Problem {
  if (!(error instanceof Error)) return { message: String(error), detail: null };
  const detail = "detail" in error && typeof error.detail === "string" ? error.detail : null;
  return { message: error.message, detail };
}
