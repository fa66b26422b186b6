import { expect, it } from "vitest";
import { freeName } from "./free-name";

it("is the name of the app, then with the identity provider, then with a number", () => {
  expect(freeName("Unleash", "Okta", ["Sandbox"])).toBe("Unleash");
  expect(freeName("Unleash", "Okta", ["UNLEASH"])).toBe("Unleash, Okta");
  expect(freeName("Unleash", "Okta", ["Unleash", "unleash, okta"])).toBe("Unleash, Okta 2");
  expect(freeName("Unleash", null, ["Unleash", "Unleash 2"])).toBe("Unleash 3");
});
