import { describe, expect, it } from "vitest";
import type { ConnectionView } from "../../bindings/ConnectionView";
import { addressFields, onlyHere, tokenPlace } from "./endpoint";

const root = "http://127.0.0.1:8787/scim/v2";
const named = `${root}/scim_conn_abcdefghij1234567890`;
const byDefault = { baseUrl: root, namedUrl: named } as ConnectionView;
const other = { baseUrl: named, namedUrl: named } as ConnectionView;

describe("the address of a connection", () => {
  it("is called as in the identity provider's form", () => {
    expect(addressFields(byDefault, "entra")[0]).toEqual({ label: "Tenant URL", value: root });
    expect(addressFields(byDefault, "okta")[0]).toEqual({ label: "Base URL", value: root });
  });

  it("is shown once when the connection has only the named one", () => {
    expect(addressFields(other, "entra")).toEqual([{ label: "Tenant URL", value: named }]);
  });

  it("Okta is never offered an address with an underscore", () => {
    expect(addressFields(byDefault, "okta").map((field) => field.value)).toEqual([root]);
    const dashed = `${root}/scim-conn-abcdefghij1234567890`;
    expect(addressFields(other, "okta")).toEqual([{ label: "Base URL", value: dashed }]);
  });

  it("only loopback addresses are called local", () => {
    expect(onlyHere(root)).toBe(true);
    expect(onlyHere("http://localhost:8787/scim/v2")).toBe(true);
    expect(onlyHere("http://[::1]:8787/scim/v2")).toBe(true);
    expect(onlyHere("https://127.example.com/scim/v2")).toBe(false);
  });

  it("the token's form is said for each", () => {
    expect(tokenPlace("entra")).toContain("without the word Bearer");
    expect(tokenPlace("okta")).toContain("Authorization");
  });
});
