// The clock of the program: how far it is ahead of real time, and setting it.
import type { ClockJump } from "../bindings/ClockJump";
import type { ClockView } from "../bindings/ClockView";
import { Attempt } from "../kit/attempt.svelte";
import { say } from "../lib/say";
import { zonedMoment } from "../lib/cron-text";
import { rpc } from "../transport";
import { announcer } from "./announce.svelte";
import { session } from "./session.svelte";

class ProgramClock {
  /** Moving it. */
  readonly moving = new Attempt();
  /** By how many milliseconds it is ahead of real time. */
  ahead = $derived(session.tick?.clockAhead ?? 0);
  /** When the next sync of the connection runs by itself. */
  nextRun = $state.raw<number | null>(null);

  /** Reads when the next sync is. What fails is asked again with the next change. */
  async look(): Promise<void> {
    const connection = session.current?.id;
    if (connection === undefined) return;
    const view = await rpc("clock", { connection }).catch(() => null);
    if (view && connection === session.current?.id) this.nextRun = view.nextRun;
  }

  /** Moves it, and says where it is then. */
  async move(jump: ClockJump): Promise<void> {
    const connection = session.current?.id;
    if (connection === undefined) return;
    const moved = await this.moving.run(async () => {
      const view = await rpc("moveClock", { connection, jump });
      this.nextRun = view.nextRun;
      announcer.say(moveSentence(view));
    });
    if (!moved && this.moving.problem) announcer.say(this.moving.problem.message);
  }
}

function moveSentence(view: ClockView): string {
  return view.ahead === 0
    ? say("clock.said.real")
    : say("clock.said.virtual", { at: zonedMoment(view.now, "UTC") });
}

export const clock = new ProgramClock();
