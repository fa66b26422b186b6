// A program whose default connection stands in for 21RISK, but for its hours: no run of the schedule comes
// between.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Program } from "./program";
import { Scim } from "./scim";

const TWIN = resolve(import.meta.dirname, "../../../src-tauri/twins/21risk.toml");

export interface Stage {
  program: Program;
  scim: Scim;
  /** What the command line needs to know the twin. */
  twins: string[];
  stop: () => Promise<void>;
}

/** Starts it with these options, a token and the twin. */
export async function staging(options: string[] = []): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), "scimbox-staging-"));
  const text = await readFile(TWIN, "utf8");
  const rare = text
    .replace('id = "21risk"', 'id = "21risk-rare"')
    .replace('"0 6-18 * * MON-FRI"', '"0 6-18 29 2 *"');
  await writeFile(join(folder, "rare.toml"), rare);
  const program = await Program.start(["--twins", folder, ...options]);
  const twins = ["--twins", folder];
  await program.run("connection", "set", "Sandbox", "--twin", "21risk-rare", "--yes", ...twins);
  const scim = new Scim(program.scim, await program.run("token", "new"));
  const at: Stage = {
    program,
    scim,
    twins,
    stop: async () => {
      // A test may have started another one since.
      await at.program.stop();
      await rm(folder, { recursive: true });
    },
  };
  return at;
}

/** Stages somebody with an address of a domain; resolves to the id. */
export async function stage(scim: Scim, name: string, domain: string): Promise<string> {
  const address = `${name.toLowerCase().replaceAll(" ", ".")}@${domain}`;
  const { body } = await scim.createPerson(name, "Sales", {
    userName: address,
    emails: [{ type: "work", primary: true, value: address }],
  });
  return String(body["id"]);
}
