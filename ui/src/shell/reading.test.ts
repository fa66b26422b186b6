import { expect, it } from "vitest";
import { RpcError } from "../transport";
import { Reading } from "./reading.svelte";

it("keeps what was read while reading fails, and forgets the failure afterwards", async () => {
  const answers: (() => number)[] = [
    () => 1,
    () => {
      throw new RpcError("failed", "The disk is full.");
    },
    () => 2,
  ];
  const reading = new Reading(async () => {
    await Promise.resolve();
    return answers.shift()?.() ?? 0;
  });
  await reading.pull();
  expect([reading.value, reading.trouble]).toEqual([1, null]);
  await reading.pull();
  expect([reading.value, reading.trouble?.message]).toEqual([1, "The disk is full."]);
  await reading.pull();
  expect([reading.value, reading.trouble]).toEqual([2, null]);
});

it("does not hide a mistake of the program", async () => {
  const reading = new Reading(() => Promise.reject(new TypeError("a mistake")));
  await expect(reading.pull()).rejects.toThrow("a mistake");
});
