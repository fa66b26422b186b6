// Speaks the WebDriver protocol with WebKitWebDriver, which starts the real program.
// Everything it started ends with it: the driver leads a process group of its own.
import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";
/** A program that dies before its window is there would let this wait for ever. */
const SESSION_MS = 45_000;
/** For the driver itself, which a busy computer first reads from its disk. */
const READY_MS = 20_000;
const CALL_MS = 20_000;

/** An element of the page, as the driver names it. */
export type Element = Record<typeof ELEMENT, string>;

/** A command that the driver refused, with the error code of the protocol. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

export class Driver {
  #session = "";

  private constructor(
    private readonly child: ChildProcess,
    private readonly base: string,
    private readonly complaints: () => string,
  ) {}

  /** Starts the driver with `env`, and through it the program with `args`. */
  static async start(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<Driver> {
    const port = await freePort();
    const child = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
      detached: true,
      env: { ...env, TAURI_WEBVIEW_AUTOMATION: "true" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (said += text));
    }
    const driver = new Driver(child, `http://127.0.0.1:${port}`, () => said);
    try {
      await driver.#ready();
      const capabilities = {
        alwaysMatch: { "webkitgtk:browserOptions": { binary: program, args } },
      };
      const made = await driver.#call("POST", "/session", { capabilities }, SESSION_MS);
      driver.#session = `/session/${(made as { sessionId: string }).sessionId}`;
      return driver;
    } catch (error) {
      await driver.stop();
      throw new Error(`no window of ${program}: ${String(error)}\n${said}`, { cause: error });
    }
  }

  /** Runs a script in the page; resolves to what it returns. */
  run<Result>(script: string, ...args: unknown[]): Promise<Result> {
    const body = { script, args };
    return this.#call("POST", `${this.#session}/execute/sync`, body) as Promise<Result>;
  }

  /** Elements by CSS selector, inside another one or anywhere. */
  async find(selector: string, within?: Element): Promise<Element[]> {
    const scope = within ? `/element/${within[ELEMENT]}/elements` : "/elements";
    const query = { using: "css selector", value: selector };
    return (await this.#call("POST", `${this.#session}${scope}`, query)) as Element[];
  }

  /** The accessible name that WebKit computes. */
  async label(element: Element): Promise<string> {
    const path = `${this.#session}/element/${element[ELEMENT]}/computedlabel`;
    return (await this.#call("GET", path)) as string;
  }

  async click(element: Element): Promise<void> {
    await this.#call("POST", `${this.#session}/element/${element[ELEMENT]}/click`, {});
  }

  async clear(element: Element): Promise<void> {
    await this.#call("POST", `${this.#session}/element/${element[ELEMENT]}/clear`, {});
  }

  async type(element: Element, text: string): Promise<void> {
    await this.#call("POST", `${this.#session}/element/${element[ELEMENT]}/value`, { text });
  }

  /** A picture of the page. */
  async screenshot(): Promise<Buffer> {
    const base64 = await this.#call("GET", `${this.#session}/screenshot`);
    return Buffer.from(base64 as string, "base64");
  }

  /** What the driver and the program wrote. */
  output(): string {
    return this.complaints();
  }

  /** Closes the window and ends the driver, and whatever they left behind. */
  async stop(): Promise<void> {
    if (this.#session) await this.#call("DELETE", this.#session).catch(() => undefined);
    this.kill();
  }

  /** Ends them without asking, also when there is no program to close any more. */
  kill(): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, "SIGKILL");
    } catch {
      // The group has ended by itself.
    }
  }

  async #ready(): Promise<void> {
    const limit = Date.now() + READY_MS;
    while (Date.now() < limit) {
      // Another program may have taken the port meanwhile: then nobody will ever answer.
      if (this.child.exitCode !== null) throw new Error("WebKitWebDriver ended at once");
      const status = await this.#call("GET", "/status").catch(() => undefined);
      if (status) return;
      await new Promise((later) => setTimeout(later, 50));
    }
    throw new Error("WebKitWebDriver does not answer");
  }

  async #call(method: string, path: string, body?: unknown, limit = CALL_MS): Promise<unknown> {
    const response = await fetch(`${this.base}${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(limit),
    });
    const { value } = (await response.json()) as { value: unknown };
    if (response.ok) return value;
    const { error, message } = value as { error: string; message: string };
    throw new Refused(error, `${method} ${path}: ${message}`);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
