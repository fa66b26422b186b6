/**
 * Names of SCIM paths for reading: `emails[type eq "work"].value` is “work email”. It deliberately
 * does not judge values, and a path it does not know is shown as its last part (RFC 7644 §3.10).
 */

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:";
const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:(user|group):/i;
/** A schema URN (RFC 7643 §10.2): what stands before the version, the schema, its attribute. */
const URN = /\burn:([\w:.-]*:)\d+\.\d+:(\w+)(?::([\w$-]+(?:\.[\w$-]+)*))?/gi;

/** Words for attributes of RFC 7643 §4.1, §4.2 and §4.3, by lower-case path. */
const WORDS: Readonly<Record<string, string>> = {
  username: "user name",
  displayname: "display name",
  nickname: "nickname",
  profileurl: "profile URL",
  title: "job title",
  usertype: "user type",
  preferredlanguage: "language",
  locale: "locale",
  timezone: "time zone",
  active: "active",
  externalid: "external id",
  name: "name",
  "name.formatted": "full name",
  "name.givenname": "given name",
  "name.familyname": "family name",
  "name.middlename": "middle name",
  "name.honorificprefix": "prefix",
  "name.honorificsuffix": "suffix",
  emails: "emails",
  phonenumbers: "phones",
  addresses: "addresses",
  members: "members",
  groups: "groups",
  roles: "roles",
  entitlements: "entitlements",
  ims: "instant messaging",
  photos: "photos",
  x509certificates: "certificates",
  [`${ENTERPRISE}department`]: "team",
  [`${ENTERPRISE}manager`]: "manager",
  [`${ENTERPRISE}manager.value`]: "manager",
  [`${ENTERPRISE}manager.displayname`]: "manager’s name",
  [`${ENTERPRISE}employeenumber`]: "employee number",
  [`${ENTERPRISE}costcenter`]: "cost centre",
  [`${ENTERPRISE}organization`]: "organisation",
  [`${ENTERPRISE}division`]: "division",
};

const SINGULAR: Readonly<Record<string, string>> = {
  emails: "email",
  phonenumbers: "phone",
  addresses: "address",
  ims: "instant messaging",
  photos: "photo",
  roles: "role",
  entitlements: "entitlement",
};

/** Words for parts of an address (RFC 7643 §4.1.2). */
const PARTS: Readonly<Record<string, string>> = {
  streetaddress: "street",
  locality: "city",
  region: "region",
  postalcode: "postal code",
  country: "country",
  formatted: "",
  value: "",
};

/** Whether two paths name the same attribute: names are case-insensitive (RFC 7643 §2.1). */
export function samePath(one: string, other: string): boolean {
  return canonical(one) === canonical(other);
}

/** Whether the path is the enterprise `department`, which makes the team. */
export function isTeamPath(path: string): boolean {
  return canonical(path) === `${ENTERPRISE}department`;
}

/** Whether the path is the enterprise `manager` or a part of it. */
export function isManagerPath(path: string): boolean {
  const lower = canonical(path);
  return lower === `${ENTERPRISE}manager` || lower.startsWith(`${ENTERPRISE}manager.`);
}

/** What a person calls the attribute at this path; without teams a department is none. */
export function attributeText(path: string, teams = true): string {
  const lower = canonical(path);
  if (!teams && isTeamPath(path)) return "department";
  return WORDS[lower] ?? multiValued(lower) ?? lastPart(path);
}

/** The path with the long middle of a schema URN left out, for one line. */
export function shortPath(path: string): string {
  return path.replace(/^urn:ietf:params:scim:schemas:(?:core|extension):/i, "urn:…:");
}

/** A sentence with each schema URN in it as its attribute, or as the name of the schema. */
export function plainPaths(sentence: string): string {
  return sentence.replace(URN, (_, kind: string, schema: string, attribute?: string) => {
    const extension = /:extension:([\w-]+):$/i.exec(kind)?.[1];
    return attribute ?? (extension ? `${extension} ${schema}` : schema);
  });
}

function canonical(path: string): string {
  return path.trim().replace(CORE, "").toLowerCase();
}

function multiValued(lower: string): string | null {
  const match =
    /^([a-z0-9]+)(?:\[\s*type\s+eq\s+"([^"]*)"[^\]]*\]|\[[^\]]*\])?(?:\.([a-z0-9]+))?$/.exec(lower);
  const noun = match?.[1] === undefined ? undefined : SINGULAR[match[1]];
  if (!match || noun === undefined) return null;
  const part = match[3] === undefined ? "" : (PARTS[match[3]] ?? match[3]);
  return [match[2], noun, part].filter((word) => word !== undefined && word !== "").join(" ");
}

function lastPart(path: string): string {
  const trimmed = path.trim();
  if (!/^urn:/i.test(trimmed)) return trimmed;
  return trimmed.slice(trimmed.lastIndexOf(":") + 1) || trimmed;
}
