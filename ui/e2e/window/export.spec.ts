// Exports in the desktop window: files in the folder for downloads, whole, and never over another one.
import { expect, test } from "@playwright/test";
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { part, STATUS, Walk } from "../journey/walk";
import { provision } from "../web/company";
import { binary } from "../web/program";
import { Scim } from "../web/scim";
import { workspaceIn } from "./disk";
import { DesktopProgram } from "./program";
import { WindowStage } from "./stage";

const NOTICE = part("group", "Export");

/** Chooses an item of an Export menu; resolves to the file that is there afterwards. */
async function exported(walk: Walk, folder: string, menu: string, item: RegExp): Promise<string> {
  const before = await readdir(folder).catch((): string[] => []);
  await walk.stage.click(part("button", menu));
  await walk.stage.click(part("menuitem", item));
  const made = async () =>
    (await readdir(folder).catch((): string[] => [])).filter((n) => !before.includes(n));
  await expect.poll(made).toHaveLength(1);
  const [name = ""] = await made();
  await walk.reads(NOTICE, join(folder, name));
  await walk.sees(part("button", "Show in folder", NOTICE));
  return join(folder, name);
}

test("people and the chart are saved in the folder for downloads", async () => {
  const home = await mkdtemp(join(tmpdir(), "scimbox-window-"));
  const folder = join(home, "Downloads");
  const program = await DesktopProgram.open(home);
  try {
    const stage = new WindowStage(program.driver);
    const walk = new Walk(stage);
    await stage.listen();
    await walk.reads(STATUS, "Listening");
    const { workspace } = await workspaceIn(home);
    const made = await promisify(execFile)(binary(), ["token", "new", "--workspace", workspace]);
    const address = () => document.querySelector("header .mono")?.textContent ?? "";
    await provision(new Scim(await stage.run(address, null), made.stdout.trim()));

    await walk.open("Directory");
    const menu = "Export people";
    const first = await exported(walk, folder, menu, /^CSV: all 10 people$/);
    expect(await readFile(first, "utf8")).toContain("Adele Vance,");
    const json = await exported(walk, folder, menu, /^JSON: all 10 people$/);
    expect(JSON.parse(await readFile(json, "utf8"))).toMatchObject({ count: 10 });

    await walk.open("Org chart");
    const chart = "Export the org chart";
    const svg = await exported(walk, folder, chart, /^SVG/);
    const drawn = await readFile(svg, "utf8");
    expect(drawn.startsWith("<?xml")).toBe(true);
    expect(drawn.endsWith("</svg>\n")).toBe(true);
    expect(drawn).toContain(">Adele Vance</text>");
    const again = await exported(walk, folder, chart, /^SVG/);
    expect(again).not.toBe(svg);
    const png = await readFile(await exported(walk, folder, chart, /^PNG/));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.readUInt32BE(16)).toBeGreaterThan(1_000);
    expect(await stage.complaints()).toEqual([]);
    expect(await program.end()).toBe(0);
  } finally {
    program.destroy();
    await rm(home, { recursive: true, force: true });
  }
});
