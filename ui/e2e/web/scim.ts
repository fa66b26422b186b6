// An identity provider's side of the wire: plain HTTP requests against the SCIM base URL.

const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

export interface Answer {
  status: number;
  body: Record<string, unknown>;
}

export class Scim {
  constructor(
    readonly base: string,
    readonly token?: string,
  ) {}

  async send(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers: Record<string, string> = { accept: "application/scim+json" };
    if (this.token !== undefined) headers["authorization"] = `Bearer ${this.token}`;
    if (body !== undefined) headers["content-type"] = "application/scim+json";
    const response = await fetch(`${this.base}${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
  }

  list(): Promise<Answer> {
    return this.send("GET", "/Users?count=1");
  }

  /** Creates a person as Entra ID does; resolves to the answer. */
  createPerson(
    name: string,
    department: string,
    more: Record<string, unknown> = {},
  ): Promise<Answer> {
    const userName = `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}@contoso.example`;
    const [givenName, familyName] = name.split(" ");
    return this.send("POST", "/Users", {
      schemas: [CORE, ENTERPRISE],
      externalId: `ext-${userName}`,
      userName,
      displayName: name,
      active: true,
      emails: [{ primary: true, type: "work", value: userName }],
      name: { givenName, familyName },
      [ENTERPRISE]: { department },
      ...more,
    });
  }

  patch(path: string, op: string, value: unknown): Promise<Answer> {
    return this.send("PATCH", path, { schemas: [PATCH], Operations: [{ op, value }] });
  }
}
