import { expect, it } from "vitest";
import { readFiles } from "./schema-files";

const file = (text: string, name = "a.json") => new File([text], name);

it("one file is its text", async () => {
  expect(await readFiles([file("{}")])).toBe("{}");
});

it("several files are one array, so that a type finds its schema", async () => {
  expect(JSON.parse(await readFiles([file("[1]"), file("2")]))).toEqual([[1], 2]);
});

it("a file that is too long is named and not read", async () => {
  await expect(readFiles([file("x".repeat((1 << 20) + 1), "big.json")])).rejects.toThrow(
    "big.json is longer than 1 MiB.",
  );
});
