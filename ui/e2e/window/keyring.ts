// Asks the Secret Service of the session what it keeps, by its own command line tool.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The secrets that a service keeps, by the name of the account they belong to. */
export async function secretsOf(service: string): Promise<Map<string, string>> {
  const { stdout, stderr } = await run("secret-tool", ["search", "--all", "service", service]);
  // It writes secrets to one stream and attributes to the other, both in the order of the entries.
  const secrets = lines(stdout, /^secret = (.*)$/);
  const accounts = lines(`${stdout}\n${stderr}`, /^attribute\.username = (.*)$/);
  if (secrets.length !== accounts.length)
    throw new Error(`The answer of secret-tool was not understood:\n${stdout}\n${stderr}`);
  return new Map(accounts.map((account, index) => [account, secrets[index] ?? ""]));
}

/** The secret of one account; nothing when there is none. */
export async function lookUp(service: string, account: string): Promise<string | null> {
  const query = ["lookup", "service", service, "username", account];
  return run("secret-tool", query).then(
    ({ stdout }) => stdout,
    () => null,
  );
}

function lines(text: string, shape: RegExp): string[] {
  return text.split("\n").flatMap((line) => shape.exec(line)?.[1] ?? []);
}
