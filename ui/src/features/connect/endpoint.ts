// What the fields are called in each identity provider, and what to know before pasting. Pure.
import type { ConnectionView } from "../../bindings/ConnectionView";
import type { Idp } from "../../bindings/Idp";

export interface CopyField {
  /** As the identity provider calls it. */
  label: string;
  value: string;
  /** Words under the field. */
  note?: string;
}

export const IDPS: { id: Idp; label: string }[] = [
  { id: "entra", label: "Entra ID" },
  { id: "okta", label: "Okta" },
  { id: "other", label: "Other" },
];

/** An address as Okta takes it: without `_`. The program knows both. */
function dashed(address: string): string {
  return address.replace("/scim_conn_", "/scim-conn-");
}

/** The addresses to paste, named as in the identity provider. */
export function addressFields(connection: ConnectionView, idp: Idp): CopyField[] {
  const named: CopyField = {
    label: "Named URL",
    value: connection.namedUrl,
    note: "The same connection, named in the address.",
  };
  const label = { entra: "Tenant URL", okta: "Base URL", other: "Base URL" }[idp];
  if (idp === "okta") return [{ label, value: dashed(connection.baseUrl) }];
  const main: CopyField = { label, value: connection.baseUrl };
  return connection.baseUrl === connection.namedUrl ? [main] : [main, named];
}

/** Where the token goes. */
export function tokenPlace(idp: Idp): string {
  switch (idp) {
    case "entra":
      return "Paste the token alone into Secret Token, without the word Bearer.";
    case "okta":
      return "Choose HTTP Header and paste “Bearer” and the token into Authorization.";
    case "other":
      return "Send the token as “Authorization: Bearer …”.";
  }
}

/** Whether an address can only be reached from this computer. */
export function onlyHere(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}
