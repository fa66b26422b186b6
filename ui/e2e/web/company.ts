// A small company as Entra ID provisions it: a search before each create, a manager who comes late,
// one who never comes, a circle, a mover, a leaver, and groups with members.
import type { Scim } from "./scim";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/** Name, team, title, and the external id of the manager. */
const PEOPLE = [
  ["Patti Fernandez", "Management", "President", null],
  ["Miriam Graham", "Marketing", "Director", "ext-patti.fernandez@contoso.example"],
  ["Nestor Wilke", "Operations", "Director", "ext-patti.fernandez@contoso.example"],
  ["Alex Wilber", "Marketing", "Assistant", "ext-miriam.graham@contoso.example"],
  ["Adele Vance", "Sales", "Retail Manager", "8842"],
  ["Joni Sherman", "Legal", "Paralegal", "8842"],
  ["Lidia Holloway", "Engineering", "Product Manager", null],
  ["Pradeep Gupta", "Engineering", "Accountant", null],
  ["Diego Siciliani", "finance ", "HR Manager", "ext-nestor.wilke@contoso.example"],
  ["Megan Bowen", "Finance", "Auditor", "ext-nestor.wilke@contoso.example"],
] as const;

/** SCIM ids by name. */
export type Company = Record<string, string>;

/** Sends the company; resolves to the ids. */
export async function provision(scim: Scim): Promise<Company> {
  const ids: Company = {};
  for (const [name, team, title, manager] of PEOPLE) {
    const enterprise = {
      department: team,
      ...(manager === null ? {} : { manager: { value: manager } }),
    };
    const { body } = await scim.createPerson(name, team, { title, [ENTERPRISE]: enterprise });
    ids[name] = String(body["id"]);
  }
  await manages(scim, ids, "Lidia Holloway", "Pradeep Gupta");
  await manages(scim, ids, "Pradeep Gupta", "Lidia Holloway");
  await group(scim, "Editors", [id(ids, "Adele Vance"), id(ids, "Alex Wilber")]);
  await group(scim, "Viewers", []);
  return ids;
}

/** The id of somebody in the company. */
export function id(ids: Company, name: string): string {
  const found = ids[name];
  if (found === undefined) throw new Error(`${name} is not in the company`);
  return found;
}

/** Moves a person to another team, the way Entra ID writes it. */
export function move(scim: Scim, person: string, team: string) {
  return operations(scim, `/Users/${person}`, [
    { op: "Replace", path: `${ENTERPRISE}:department`, value: team },
  ]);
}

/** Sets a person's manager by SCIM id. */
export function manages(scim: Scim, ids: Company, manager: string, person: string) {
  return operations(scim, `/Users/${id(ids, person)}`, [
    { op: "Add", path: `${ENTERPRISE}:manager`, value: id(ids, manager) },
  ]);
}

/** Creates a group and adds its members with a second request. */
export async function group(scim: Scim, name: string, members: string[]): Promise<string> {
  const made = await scim.send("POST", "/Groups", { schemas: [GROUP], displayName: name });
  const path = `/Groups/${String(made.body["id"])}`;
  if (members.length > 0) {
    const value = members.map((member) => ({ value: member }));
    await operations(scim, path, [{ op: "Add", path: "members", value }]);
  }
  return path;
}

/** Sends a PATCH with these operations. */
export function operations(scim: Scim, path: string, list: unknown[]) {
  return scim.send("PATCH", path, { schemas: [PATCH], Operations: list });
}
