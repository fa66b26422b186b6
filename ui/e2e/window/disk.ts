// What the program left on the disk of its home: the workspace, whole, and no secret in any file.
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

export interface Kept {
  /** Name of the application, which is also its name in the keyring. */
  name: string;
  workspace: string;
}

/** The workspace in the application data folder of a home. */
export async function workspaceIn(home: string): Promise<Kept> {
  const data = join(home, "data");
  const found = (await readdir(data)).filter((name) => name.startsWith("scimbox"));
  const [name] = found;
  if (name === undefined || found.length > 1) throw new Error(`${data} holds ${found.join(", ")}`);
  return { name, workspace: join(data, name, "default.scimbox") };
}

/** What SQLite itself says about a file that nobody has open: `ok` when it is whole. */
export async function integrity(file: string): Promise<string> {
  const { stdout } = await promisify(execFile)("sqlite3", [file, "PRAGMA integrity_check"]);
  return stdout.trim();
}

/** Files of a folder that hold one of these texts, and how many were looked at. */
export async function filesWith(folder: string, texts: string[]) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const found: string[] = [];
  for (const { parentPath, name } of files) {
    const bytes = await readFile(join(parentPath, name));
    if (texts.some((text) => bytes.includes(text))) found.push(name);
  }
  return { found, looked: files.map(({ name }) => name) };
}
