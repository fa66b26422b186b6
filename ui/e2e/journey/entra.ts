// An identity provider's side of the wire, in the shape of Microsoft Entra ID: no User-Agent and no
// Accept, `+` for blanks, operations with a capital, the manager as a bare string, groups without
// members at first. It remembers what it sent, so that the window can be held against it.
import { createHash } from "node:crypto";
import { Agent, request } from "node:http";
import type { Colleague } from "./company";

const CORE = "urn:ietf:params:scim:schemas:core:2.0";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const MICROSOFT_GROUP = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";
const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const ANSWER_MS = 10_000;

export interface Sent {
  method: string;
  path: string;
  status: number;
  body: Record<string, unknown>;
}

/** The id that the directory of the identity provider has for somebody. */
export function objectId(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}

/** Letters that Unicode does not take apart, and a name that Latin letters do not spell. */
const SPELLED: Record<string, string> = { ł: "l", ø: "o", æ: "ae", "佐藤 健": "ken sato" };

export function userName(name: string): string {
  const lower = (SPELLED[name] ?? name).toLowerCase().replaceAll(/[łøæ]/g, (c) => SPELLED[c] ?? c);
  const plain = lower.normalize("NFD").replaceAll(/\p{Mark}/gu, "");
  return `${plain.replaceAll(/[^a-z]+/g, ".")}@contoso.example`;
}

export class Entra {
  /** Everything sent so far, oldest first. */
  readonly log: Sent[] = [];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #ids = new Map<string, string>();

  constructor(
    readonly base: string,
    public token: string,
  ) {}

  /** The id that the server gave somebody. */
  idOf(name: string): string {
    const id = this.#ids.get(name);
    if (id === undefined) throw new Error(`${name} was not created`);
    return id;
  }

  /** *Test Connection*: searches for a person and a group that cannot exist. */
  async probe(): Promise<void> {
    await this.send("GET", matchUser(objectId("nobody")));
    await this.send("GET", matchGroup(objectId("no group")));
  }

  async person({ name, title, team }: Colleague): Promise<void> {
    await this.#absent(await this.send("GET", matchUser(userName(name))));
    const [givenName, familyName] = name.split(" ");
    const answer = await this.send("POST", "/Users", {
      schemas: [`${CORE}:User`, ENTERPRISE],
      externalId: objectId(name),
      userName: userName(name),
      active: true,
      displayName: name,
      emails: [{ primary: true, type: "work", value: userName(name) }],
      meta: { resourceType: "User" },
      name: { formatted: name, familyName, givenName },
      title,
      [ENTERPRISE]: { department: team },
      roles: [],
    });
    this.#created(name, answer);
  }

  /** Sets the manager by any reference: the id of the server, or an external id. */
  async manager(name: string, reference: string): Promise<Sent> {
    return this.#patch(`/Users/${this.idOf(name)}`, `${ENTERPRISE}:manager`, reference);
  }

  async group(name: string): Promise<void> {
    await this.#absent(await this.send("GET", matchGroup(name)));
    const answer = await this.send("POST", "/Groups", {
      schemas: [`${CORE}:Group`, MICROSOFT_GROUP],
      externalId: objectId(name),
      displayName: name,
      meta: { resourceType: "Group" },
    });
    this.#created(name, answer);
  }

  async members(group: string, names: string[]): Promise<Sent> {
    const value = names.map((name) => ({ $ref: null, value: this.idOf(name) }));
    return this.#patch(`/Groups/${this.idOf(group)}`, "members", value);
  }

  async send(method: string, path: string, body?: unknown): Promise<Sent> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers: Record<string, string> = { authorization: `Bearer ${this.token}` };
    if (text !== undefined) {
      headers["content-type"] = "application/scim+json; charset=utf-8";
      headers["content-length"] = String(Buffer.byteLength(text));
    }
    const { status, said } = await this.#exchange(method, `${this.base}${path}`, headers, text);
    const answer = said === "" ? {} : (JSON.parse(said) as Record<string, unknown>);
    const sent = { method, path, status, body: answer };
    this.log.push(sent);
    return sent;
  }

  close(): void {
    this.#agent.destroy();
  }

  async #patch(path: string, attribute: string, value: unknown): Promise<Sent> {
    const Operations = [{ op: "Add", path: attribute, value }];
    const answer = await this.send("PATCH", path, { schemas: [PATCH], Operations });
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  async #absent(found: Sent): Promise<void> {
    if (found.status !== 200 || found.body["totalResults"] !== 0)
      throw new Error(`Nobody should have matched: ${JSON.stringify(found)}`);
  }

  #created(name: string, answer: Sent): void {
    const id = answer.body["id"];
    if (answer.status !== 201 || typeof id !== "string")
      throw new Error(`${name} was not created: ${JSON.stringify(answer)}`);
    this.#ids.set(name, id);
  }

  #exchange(method: string, url: string, headers: Record<string, string>, body?: string) {
    return new Promise<{ status: number; said: string }>((resolve, reject) => {
      const call = request(url, { method, headers, agent: this.#agent, timeout: ANSWER_MS });
      call.on("timeout", () => call.destroy(new Error(`${method} ${url}: no answer`)));
      call.on("error", reject);
      call.on("response", (answer) => {
        let said = "";
        answer.setEncoding("utf8").on("data", (part: string) => (said += part));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, said }));
        answer.on("error", reject);
      });
      call.end(body);
    });
  }
}

function matchUser(value: string): string {
  return `/Users?filter=${spelled(`userName eq "${value}"`)}`;
}

function matchGroup(value: string): string {
  return `/Groups?excludedAttributes=members&filter=${spelled(`displayName eq "${value}"`)}`;
}

function spelled(filter: string): string {
  return encodeURIComponent(filter).replaceAll("%20", "+");
}
