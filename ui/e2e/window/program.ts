// The desktop program in a home of its own, ended as a system ends it. A shell stands between the driver
// and the program and writes down its process id and exit code, since the driver tells neither.
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { binary } from "../web/program";
import { Driver } from "./driver";

const STOP_MS = 15_000;

const WRAPPER = `#!/bin/sh
"$SCIMBOX_E2E_BINARY" "$@" &
echo $! >"$SCIMBOX_E2E_NOTES/pid"
wait $!
echo $? >"$SCIMBOX_E2E_NOTES/code"
`;

export class DesktopProgram {
  private constructor(
    readonly driver: Driver,
    private readonly notes: string,
  ) {}

  /** Opens the window with this folder as its home, and no argument: as somebody who just got it. */
  static async open(home: string): Promise<DesktopProgram> {
    const notes = join(home, "notes");
    await rm(notes, { recursive: true, force: true });
    await mkdir(notes, { recursive: true });
    const wrapper = join(notes, "scimbox");
    await writeFile(wrapper, WRAPPER, { mode: 0o755 });
    const driver = await Driver.start(wrapper, [], environment(home, notes));
    return new DesktopProgram(driver, notes);
  }

  /** Asks it to end as a system does that shuts down; resolves to its exit code. */
  async end(): Promise<number> {
    const pid = await this.#noted("pid");
    if (pid === null) throw new Error("The program left no process id");
    process.kill(pid, "SIGTERM");
    const limit = Date.now() + STOP_MS;
    let code = await this.#noted("code");
    while (code === null && Date.now() < limit) {
      await pause(50);
      code = await this.#noted("code");
    }
    this.destroy();
    if (code === null) throw new Error(`It still ran ${STOP_MS} ms after SIGTERM`);
    return code;
  }

  /** Makes sure that nothing of it is left, however the test went. */
  destroy(): void {
    this.driver.kill();
  }

  async #noted(name: string): Promise<number | null> {
    const text = await readFile(join(this.notes, name), "utf8").catch(() => "");
    return text.endsWith("\n") ? Number(text) : null;
  }
}

/** What the system around it gives a program, with all its folders in one place. */
function environment(home: string, notes: string): NodeJS.ProcessEnv {
  const passed = ["PATH", "DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"];
  const given = passed.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...(Object.fromEntries(given) as NodeJS.ProcessEnv),
    HOME: home,
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_DATA_HOME: join(home, "data"),
    XDG_STATE_HOME: join(home, "state"),
    XDG_CACHE_HOME: join(home, "cache"),
    GDK_BACKEND: "x11",
    NO_AT_BRIDGE: "1",
    RUST_BACKTRACE: "1",
    SCIMBOX_E2E_BINARY: binary(),
    SCIMBOX_E2E_NOTES: notes,
  };
}
