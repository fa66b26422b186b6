// The identity providers of the setup guides, as far as a guide needs them: the test of the connection
// with whatever was pasted, people with the attributes of the guide's table, and a group. They send what
// Entra ID and Okta send, with the headers of each.
import { Entra, objectId, userName } from "../journey/entra";

const CORE = "urn:ietf:params:scim:schemas:core:2.0";
export const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

export interface Person {
  name: string;
  title: string;
  team: string;
  manager?: string;
}

/** Reports come before the manager whom they name. */
export const PEOPLE: Person[] = [
  { name: "Adele Vance", title: "Retail Manager", team: "Retail", manager: "Ingrid Solberg" },
  { name: "Nestor Wilke", title: "Store Manager", team: "Retail", manager: "Ingrid Solberg" },
  { name: "Priya Raman", title: "Controller", team: "Finance", manager: "Adele Vance" },
  { name: "Ingrid Solberg", title: "Chief Executive", team: "Executive Office" },
];

export interface Idp {
  /** The test of the connection; resolves to the status of the answer. */
  test(): Promise<number>;
  person(person: Person): Promise<void>;
  group(name: string, members: string[]): Promise<void>;
}

/** `secret` is what was pasted into Secret Token; Entra writes Bearer before it. */
export class EntraIdp implements Idp {
  readonly #entra: Entra;
  readonly #fields: ReadonlySet<string>;
  readonly #ids = new Map<string, string>();

  constructor(base: string, secret: string, fields: ReadonlySet<string>) {
    this.#entra = new Entra(base, secret);
    this.#fields = fields;
  }

  async test(): Promise<number> {
    await this.#entra.probe();
    return this.#entra.log.at(-1)?.status ?? 0;
  }

  async person(person: Person): Promise<void> {
    const filter = encodeURIComponent(`userName eq "${userName(person.name)}"`);
    await this.#entra.send("GET", `/Users?filter=${filter.replaceAll("%20", "+")}`);
    const body = resource(person, this.#fields, objectId(person.name));
    const id = created(await this.#entra.send("POST", "/Users", body));
    this.#ids.set(person.name, id);
    if (!person.manager || !this.#fields.has("manager")) return;
    const value = objectId(person.manager);
    const Operations = [{ op: "Add", path: `${ENTERPRISE}:manager`, value }];
    await this.#entra.send("PATCH", `/Users/${id}`, { schemas: [PATCH], Operations });
  }

  /** Somebody in a later cycle: reads, compares what is mapped, and writes what differs; says what that was. */
  async again(person: Person, active = true): Promise<string[]> {
    const filter = encodeURIComponent(`userName eq "${userName(person.name)}"`);
    const found = await this.#entra.send("GET", `/Users?filter=${filter.replaceAll("%20", "+")}`);
    const here = (found.body["Resources"] as Record<string, unknown>[])[0] ?? {};
    const wanted = { ...resource(person, this.#fields, objectId(person.name)), active };
    const odd = Object.entries(wanted).filter(
      ([key, value]) => key !== "schemas" && JSON.stringify(here[key]) !== JSON.stringify(value),
    );
    // Switch([IsSoftDeleted], …) makes text of it.
    const text = (value: unknown) =>
      typeof value === "boolean" ? (value ? "True" : "False") : value;
    const Operations = odd.map(([path, value]) => ({ op: "Replace", path, value: text(value) }));
    if (odd.length > 0)
      await this.#entra.send("PATCH", `/Users/${String(here["id"])}`, {
        schemas: [PATCH],
        Operations,
      });
    return odd.map(([key]) => key);
  }

  async group(name: string, members: string[]): Promise<void> {
    const body = { schemas: [`${CORE}:Group`], externalId: objectId(name), displayName: name };
    const id = created(await this.#entra.send("POST", "/Groups", body));
    const value = members.map((member) => ({ $ref: null, value: this.#ids.get(member) }));
    const Operations = [{ op: "Add", path: "members", value }];
    await this.#entra.send("PATCH", `/Groups/${id}`, { schemas: [PATCH], Operations });
  }
}

/** `authorization` is what was pasted into the header, which Okta sends as it is. */
export class OktaIdp implements Idp {
  readonly #ids = new Map<string, string>();

  constructor(
    private readonly base: string,
    private readonly authorization: string,
    private readonly fields: ReadonlySet<string>,
  ) {}

  async test(): Promise<number> {
    return (await this.#send("GET", "/Users?startIndex=1&count=2")).status;
  }

  async person(person: Person): Promise<void> {
    const filter = encodeURIComponent(`userName eq "${userName(person.name)}"`);
    await this.#send("GET", `/Users?filter=${filter}&startIndex=1&count=100`);
    const body = resource(person, this.fields, employee(person.name));
    if (person.manager)
      Object.assign(body[ENTERPRISE] as object, { manager: { value: employee(person.manager) } });
    this.#ids.set(person.name, created(await this.#send("POST", "/Users", body)));
  }

  async group(name: string, members: string[]): Promise<void> {
    created(
      await this.#send("POST", "/Groups", {
        schemas: [`${CORE}:Group`],
        displayName: name,
        members: members.map((member) => ({ value: this.#ids.get(member), display: member })),
      }),
    );
  }

  async #send(method: string, path: string, body?: unknown) {
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers: {
        accept: "application/scim+json",
        "accept-charset": "utf-8",
        "user-agent": "Okta SCIM Client 1.0.0",
        authorization: this.authorization,
        ...(body === undefined ? {} : { "content-type": "application/scim+json; charset=utf-8" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
}

/** The employee number, which the guide for Okta has as the external id. */
const employee = (name: string) => `E-${objectId(name).slice(0, 6)}`;

function resource({ name, title, team }: Person, fields: ReadonlySet<string>, external: string) {
  const [givenName, familyName] = name.split(" ");
  const address = userName(name);
  const all: Record<string, unknown> = {
    userName: address,
    externalId: external,
    active: true,
    displayName: name,
    emails: [{ primary: true, type: "work", value: address }],
    name: { givenName, familyName },
    title,
    [ENTERPRISE]: { department: team },
  };
  const kept = Object.entries(all).filter(([key]) => fields.has(key === ENTERPRISE ? "team" : key));
  const schemas = [`${CORE}:User`, ...(fields.has("team") ? [ENTERPRISE] : [])];
  return { schemas, ...Object.fromEntries(kept) } as Record<string, unknown>;
}

function created({ status, body }: { status: number; body: Record<string, unknown> }): string {
  if (status !== 201) throw new Error(`Not created: ${JSON.stringify(body)}`);
  return String(body["id"]);
}
