import { render, screen, waitFor } from "@testing-library/svelte";
import { expect, it, vi } from "vitest";
import type { GuideFieldView } from "../../bindings/GuideFieldView";
import type { TokenView } from "../../bindings/TokenView";
import GuideToken from "./guide-token.svelte";
import { GuideModel, type TokenRules } from "./guide.svelte";
import SecretDialog from "./secret-dialog.svelte";

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
  const whole = { replaces: false, renews: false, showsAgain: false, ...rules };
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

it("where tokens are shown again nothing says that it was shown once, and it can be shown", async () => {
  const { model } = await show({ showsAgain: true });
  expect(screen.queryByText(/shown once/)).toBeNull();
  expect(screen.getByText(/can be shown again on Connect/)).toBeTruthy();
  rpc.mockResolvedValueOnce({ token, secret: "scimbox_whole9f2c", kept: "ready" });
  screen.getByRole("button", { name: "Show token" }).click();
  await waitFor(() => expect(model.tokens.minted?.secret).toBe("scimbox_whole9f2c"));
  model.putAway();
  expect(await screen.findByText(/^Held on this page.*shown again on Connect/)).toBeTruthy();
});

it("where tokens are shown once nothing offers to show it again", async () => {
  await show({});
  expect(screen.getByText(/shown once/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Show token" })).toBeNull();
});

it("the dialog of a secret says of leaving what its application does", () => {
  const minted = { token, secret: "s", headerValue: "Bearer s", kept: "absent" } as never;
  const whole = { minted, onclose: vi.fn(), oncopied: vi.fn(), onleave: vi.fn() };
  const again = render(SecretDialog, { props: { ...whole, showsAgain: true } });
  expect(document.body.textContent).toContain("It can be shown again on Connect, until Scimbox");
  expect(document.body.textContent).toContain("The token can be shown again on Connect.");
  expect(document.body.textContent).not.toMatch(/not shown again|Shown once/);
  again.unmount();
  render(SecretDialog, { props: whole });
  expect(document.body.textContent).toContain("The token is not shown again.");
});
