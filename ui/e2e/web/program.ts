// Starts the real program for one test, headless, with a workspace and a home of its own.
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const READY_MS = 20_000;
const STOP_MS = 10_000;

/** The program under test: `SCIMBOX_BIN`, else where a debug build puts it. */
export function binary(): string {
  const target = process.env["CARGO_TARGET_DIR"] ?? resolve(import.meta.dirname, "../../../target");
  return process.env["SCIMBOX_BIN"] ?? join(target, "debug", "scimbox");
}

export class Program {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly complaints: () => string,
    /** Base URL of the default connection. */
    readonly scim: string,
    /** Login link of the web console; it works once. */
    readonly console: string,
    readonly workspace: string,
  ) {}

  /** Starts it with these options besides those that each test needs. */
  static async start(options: string[] = [], home?: string): Promise<Program> {
    const folder = home ?? (await mkdtemp(join(tmpdir(), "scimbox-e2e-")));
    const workspace = join(folder, "test.scimbox");
    const args = ["serve", "--workspace", workspace, "--json", ...options];
    const child = spawn(
      binary(),
      [...args, "--listen", "127.0.0.1:0", "--console", "127.0.0.1:0"],
      {
        env: environment(folder),
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
    try {
      const line = await firstLine(child);
      const ready = JSON.parse(line) as { scim: string; console: string };
      return new Program(child, folder, () => said, ready.scim, ready.console, workspace);
    } catch (error) {
      child.kill("SIGKILL");
      throw new Error(`${binary()} did not start: ${String(error)}\n${said}`, { cause: error });
    }
  }

  /** Runs a command of the program beside it, on the same workspace. */
  async run(...args: string[]): Promise<string> {
    const whole = [...args, "--workspace", this.workspace];
    const { stdout } = await promisify(execFile)(binary(), whole, {
      env: environment(this.folder),
    });
    return stdout.trim();
  }

  /** Starts a command beside it, which the test watches and may kill. */
  beside(...args: string[]): ChildProcess {
    const whole = [...args, "--workspace", this.workspace];
    return spawn(binary(), whole, { env: environment(this.folder), stdio: "ignore" });
  }

  /** Kills it, as a crash would, and starts another one on what it left behind. */
  async crash(options: string[] = []): Promise<Program> {
    const ended = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await ended;
    return Program.start(options, this.folder);
  }

  /** Asks it to end, as a container would, and insists that it ends well. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, "exit");
      this.child.kill("SIGTERM");
      const timer = setTimeout(() => this.child.kill("SIGKILL"), STOP_MS);
      await ended;
      clearTimeout(timer);
    }
    await rm(this.folder, { recursive: true, force: true });
    if (this.child.exitCode !== 0) {
      const how = this.child.exitCode ?? this.child.signalCode;
      throw new Error(`scimbox ended with ${how}\n${this.complaints()}`);
    }
  }
}

/** A machine without a session bus: the keyring is missing there, always. */
function environment(home: string): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { PATH, HOME: home, XDG_DATA_HOME: home, XDG_STATE_HOME: home, RUST_BACKTRACE: "1" };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("no stdout");
  const lines = createInterface({ input: child.stdout });
  const timer = AbortSignal.timeout(READY_MS);
  const line = once(lines, "line", { signal: timer }) as Promise<[string]>;
  const exit = once(child, "exit").then(([code]) => {
    throw new Error(`it ended with ${String(code)}`);
  });
  exit.catch(() => undefined);
  return (await Promise.race([line, exit]))[0];
}
