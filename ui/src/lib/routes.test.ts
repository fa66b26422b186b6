import { describe, expect, it } from "vitest";
import { build, parse, type Route } from "./routes";

const ROUTES: Route[] = [
  { screen: "overview" },
  { screen: "overview", simulate: true },
  { screen: "connect" },
  { screen: "connect", newToken: true },
  { screen: "connect", guide: true },
  { screen: "connect", guide: true, idp: "okta" },
  { screen: "traffic" },
  { screen: "traffic", exchange: 418 },
  { screen: "traffic", exchange: 418, filter: "status:>=400 user:adele&x=1#?", tab: "request" },
  { screen: "traffic", operation: 12 },
  { screen: "traffic", operation: 12, view: "operations", filter: "user:adele" },
  { screen: "traffic", exchange: 418, view: "requests" },
  { screen: "directory", list: "people" },
  { screen: "directory", list: "people", id: "a/b %?#ü", tab: "json" },
  { screen: "directory", list: "people", team: "Finance & Ops", status: "disabled", refused: true },
  { screen: "directory", list: "people", attention: true, role: "r 1", text: "o'k" },
  { screen: "directory", list: "teams", id: "Finance/Ops" },
  { screen: "directory", list: "roles", id: "7" },
  { screen: "directory", list: "groups", id: "7", tab: "timeline" },
  { screen: "directory", list: "removed", id: "2819c223", tab: "timeline" },
  { screen: "findings" },
  { screen: "findings", state: "fixed", id: 7 },
  { screen: "org" },
  { screen: "org", person: "2819c223", view: "outline" },
  { screen: "org", view: "chart", save: "png" },
];

describe("routes", () => {
  it.each(ROUTES)("parse undoes build: %j", (route) => {
    expect(parse(build(route))).toEqual(route);
  });

  it.each(["", "#", "#/", "#/nowhere", "#/../etc", "javascript:alert(1)"])(
    "what it does not know is Overview: %j",
    (hash) => {
      expect(parse(hash)).toEqual({ screen: "overview" });
    },
  );

  it("an exchange is a number or nothing", () => {
    expect(parse("#/traffic/4x1")).toEqual({ screen: "traffic" });
    expect(parse("#/traffic/-1")).toEqual({ screen: "traffic" });
  });

  it("an operation is a number or nothing, and a view is one that there is", () => {
    expect(parse("#/traffic/op/x?view=cycles")).toEqual({ screen: "traffic" });
    expect(parse("#/traffic/op")).toEqual({ screen: "traffic" });
  });

  it("a broken escape is taken as it stands", () => {
    expect(parse("#/directory/people/%E0%A4%A")).toEqual({
      screen: "directory",
      list: "people",
      id: "%E0%A4%A",
    });
  });

  it("a list that does not exist is people", () => {
    expect(parse("#/directory/robots")).toEqual({ screen: "directory", list: "people" });
  });
});
