import { describe, expect, it } from "vitest";
import type { Story } from "../bindings/Story";
import { sentenceText, tell } from "./sentences";
import { check, told } from "./sentences.testing";

const device = { subject: { kind: "Device", id: "d1", name: "S-1" }, path: "/Devices/d1" };
const unknown = { subject: null, path: "/Devices" };

describe("a resource of an added type is no person", () => {
  it("when it is created or deleted", () => {
    const created = { type: "created", team: null, manager: null } as Story;
    check(created, "S-1 was created.", "S-1 created", device);
    check({ type: "deleted" } as Story, "S-1 was deleted.", "S-1 deleted", device);
  });

  it("when nothing was found", () => {
    const story = { type: "match", attribute: "serial", value: "S-2", found: 0 } as const;
    expect(tell(told(story, unknown)).main).toBe(
      "Entra ID looked for serial S-2 and found nothing.",
    );
  });

  it("when a value is taken", () => {
    const story = { type: "refused", status: 409, scimType: "uniqueness", detail: null } as Story;
    const sentence = sentenceText(tell(told(story, unknown)));
    expect(sentence).toContain("one of its values is already taken");
  });
});
