import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { paced } from "./paced";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("the first poke runs at once", () => {
  const job = vi.fn(() => Promise.resolve());
  paced(job, 500).poke();
  expect(job).toHaveBeenCalledTimes(1);
});

it("pokes during the gap run the job once more after it", async () => {
  const job = vi.fn(() => Promise.resolve());
  const pull = paced(job, 500);
  pull.poke();
  await vi.advanceTimersByTimeAsync(100);
  for (let i = 0; i < 10; i++) pull.poke();
  expect(job).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(400);
  expect(job).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(job).toHaveBeenCalledTimes(2);
});

it("it never runs twice at once, and a poke during a run is not lost", async () => {
  let finish: () => void = () => undefined;
  const job = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  const pull = paced(job, 500);
  pull.poke();
  pull.poke();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(job).toHaveBeenCalledTimes(1);
  finish();
  await vi.advanceTimersByTimeAsync(500);
  expect(job).toHaveBeenCalledTimes(2);
});

it("a poke after a quiet time runs at once again", async () => {
  const job = vi.fn(() => Promise.resolve());
  const pull = paced(job, 500);
  pull.poke();
  await vi.advanceTimersByTimeAsync(501);
  pull.poke();
  expect(job).toHaveBeenCalledTimes(2);
});

it("after stop nothing runs any more", async () => {
  const job = vi.fn(() => Promise.resolve());
  const pull = paced(job, 500);
  pull.poke();
  pull.poke();
  pull.stop();
  pull.poke();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(job).toHaveBeenCalledTimes(1);
});

it("who is in a hurry does not wait for the gap", async () => {
  const job = vi.fn(() => Promise.resolve());
  const pull = paced(job, 500);
  pull.poke();
  await vi.advanceTimersByTimeAsync(1);
  pull.hurry();
  expect(job).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(job).toHaveBeenCalledTimes(2);
});

it("a hurry during a run runs once more as soon as it has ended", async () => {
  let finish: () => void = () => undefined;
  const job = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  const pull = paced(job, 500);
  pull.poke();
  for (let key = 0; key < 5; key += 1) pull.hurry();
  expect(job).toHaveBeenCalledTimes(1);
  finish();
  await vi.advanceTimersByTimeAsync(0);
  expect(job).toHaveBeenCalledTimes(2);
});

it("a long run is followed by a rest in proportion", async () => {
  const job = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 1_000)));
  const pull = paced(job, 3_000, 9);
  pull.poke();
  await vi.advanceTimersByTimeAsync(1_000);
  pull.poke();
  await vi.advanceTimersByTimeAsync(8_900);
  expect(job).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(job).toHaveBeenCalledTimes(2);
});
