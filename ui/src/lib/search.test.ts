import { expect, it } from "vitest";
import { fits } from "./search";

it.each([
  ["", "Overview"],
  ["ove", "Overview"],
  ["TOK", "Generate token"],
  ["tok gen", "Generate token"],
  ["dark", "Theme: dark"],
  ["jose", "José Núñez"],
])("%j finds %j", (query, text) => {
  expect(fits(query, text)).toBe(true);
});

it.each([
  ["view", "Overview"],
  ["tok x", "Generate token"],
])("%j does not find %j", (query, text) => {
  expect(fits(query, text)).toBe(false);
});
