import { render, screen } from "@testing-library/svelte";
import { expect, it, vi } from "vitest";
import type { GuideFieldView } from "../../bindings/GuideFieldView";
import type { TokenView } from "../../bindings/TokenView";
import GuideToken from "./guide-token.svelte";
import { GuideModel, type TokenRules } from "./guide.svelte";

const field: GuideFieldView = { name: "Secret Token", kind: "token", value: null };
const token = { id: "t", label: "Production", hint: "9f2c", lastUsedAt: null } as TokenView;
const rpc = vi.hoisted(() => vi.fn());
vi.mock("../../transport", async (original) => ({ ...(await original()), rpc }));

async function show(rules: Partial<TokenRules>, works: TokenView | null = token) {
  rpc.mockImplementation((name: string) =>
    Promise.resolve(name === "guide" ? { guide: { token: works, steps: [] } } : {}),
  );
  const model = new GuideModel("c");
  await model.view.pull();
  const ongenerate = vi.fn();
  const whole = { replaces: false, renews: false, ...rules };
  render(GuideToken, { props: { field, model, rules: whole, ongenerate } });
  return { model, ongenerate };
}

it("where the address is made anew with the token, no token alone is offered", async () => {
  const { ongenerate } = await show({ replaces: true, renews: true });
  expect(screen.queryByRole("button", { name: "Generate another…" })).toBeNull();
  screen.getByRole("button", { name: "Regenerate URL and token…" }).click();
  expect(ongenerate).toHaveBeenCalledOnce();
});

it("elsewhere another token is made alone", async () => {
  await show({ replaces: true });
  expect(screen.getByRole("button", { name: "Generate another…" })).toBeTruthy();
});
