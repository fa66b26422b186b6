// A SCIM resource as groups of attributes for reading (RFC 7643 §4.1, §4.3). It shows everything
// that was sent: what it does not know by name stands under “Other attributes”.
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import { attributeText } from "./attribute-text";
import { valueText } from "./change-text";

export interface ProfileRow {
  /** SCIM path, for the tooltip and as the key. */
  path: string;
  label: string;
  value: string;
}
export interface ProfileGroup {
  title: string;
  rows: ProfileRow[];
}

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const TITLES = ["Sign-in", "Name", "Work", "Contact", "Preferences", "Other attributes"] as const;
type Title = (typeof TITLES)[number];

const HOMES: Readonly<Record<string, Title>> = {
  username: "Sign-in",
  externalid: "Sign-in",
  id: "Sign-in",
  active: "Sign-in",
  usertype: "Sign-in",
  displayname: "Name",
  nickname: "Name",
  name: "Name",
  title: "Work",
  emails: "Contact",
  phonenumbers: "Contact",
  addresses: "Contact",
  ims: "Contact",
  profileurl: "Contact",
  photos: "Contact",
  preferredlanguage: "Preferences",
  locale: "Preferences",
  timezone: "Preferences",
};
/** Shown elsewhere on the card, or not an attribute of the person. */
const LEFT_OUT = new Set(["schemas", "meta", "groups", "members"]);

/** All attributes of a resource, grouped, without what is empty; `teams` as for `attributeText`. */
export function profileGroups(resource: JsonValue, teams = true): ProfileGroup[] {
  const groups = new Map<Title, ProfileRow[]>(TITLES.map((title) => [title, []]));
  const add = (title: Title, path: string, value: JsonValue | undefined) => {
    const text = valueText(value);
    if (text !== null) groups.get(title)?.push({ path, label: label(path, teams), value: text });
  };
  for (const [name, value] of members(resource)) {
    const lower = name.toLowerCase();
    if (LEFT_OUT.has(lower)) continue;
    const home = HOMES[lower] ?? (lower === ENTERPRISE.toLowerCase() ? "Work" : "Other attributes");
    for (const [path, inner] of leaves(name, value)) add(home, path, inner);
  }
  return TITLES.map((title) => ({ title, rows: groups.get(title) ?? [] })).filter(
    (group) => group.rows.length > 0,
  );
}

/** Whether a path is one of these attributes, or below one: `emails[type eq "work"]` below `emails`. */
export function isUnder(path: string, attributes: readonly string[]): boolean {
  const lower = path.toLowerCase();
  return attributes.some((attribute) => {
    const own = attribute.toLowerCase();
    return lower === own || (lower.startsWith(own) && /[.:[]/.test(lower.charAt(own.length)));
  });
}

function label(path: string, teams: boolean): string {
  return path === "id" ? "SCIM id" : attributeText(path, teams);
}

function members(value: JsonValue | undefined): [string, JsonValue][] {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? Object.entries(value) : [];
}

/** The paths to show for one attribute: parts of a complex one, elements of a multi-valued one. */
function* leaves(name: string, value: JsonValue): Generator<[string, JsonValue]> {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) yield* elements(name, index, element);
    return;
  }
  const inner = members(value);
  if (inner.length === 0) {
    yield [name, value];
    return;
  }
  const between = name.startsWith("urn:") ? ":" : ".";
  for (const [part, partValue] of inner) {
    // A manager or another reference reads better in one line than as its parts.
    yield [`${name}${between}${part}`, partValue];
  }
}

function* elements(
  name: string,
  index: number,
  element: JsonValue,
): Generator<[string, JsonValue]> {
  const parts = members(element);
  const type = parts.find(([part]) => part === "type")?.[1];
  const path = typeof type === "string" ? `${name}[type eq "${type}"]` : `${name}[${index}]`;
  if (parts.length === 0 || parts.some(([part]) => part === "value")) {
    yield [path, element];
    return;
  }
  for (const [part, value] of parts) {
    if (part !== "type" && part !== "primary") yield [`${path}.${part}`, value];
  }
}
