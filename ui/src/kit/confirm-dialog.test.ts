import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { createRawSnippet } from "svelte";
import { describe, expect, it, vi } from "vitest";
import ConfirmDialog from "./confirm-dialog.svelte";

const children = createRawSnippet(() => ({ render: () => "<p>This removes 3 people.</p>" }));

function ask(more: Record<string, unknown> = {}) {
  const onconfirm = vi.fn(() => Promise.resolve());
  const onclose = vi.fn();
  const props = { title: "Delete Demo", confirm: "Delete", children, onconfirm, onclose, ...more };
  render(ConfirmDialog, { props });
  return { onconfirm, onclose };
}
const button = (name: string) => screen.getByRole<HTMLButtonElement>("button", { name });

describe("confirm dialog", () => {
  it("does it, then closes", async () => {
    const { onconfirm, onclose } = ask();
    await fireEvent.click(button("Delete"));
    await waitFor(() => expect(onclose).toHaveBeenCalledOnce());
    expect(onconfirm).toHaveBeenCalledOnce();
  });

  it("waits for the typed name", async () => {
    const { onconfirm } = ask({ typed: "Demo" });
    expect(button("Delete").disabled).toBe(true);
    const field = screen.getByLabelText("Type the name to confirm: Demo");
    await fireEvent.input(field, { target: { value: "demo" } });
    expect(button("Delete").disabled).toBe(true);
    await fireEvent.input(field, { target: { value: "Demo" } });
    await fireEvent.click(button("Delete"));
    await waitFor(() => expect(onconfirm).toHaveBeenCalledOnce());
  });

  it("a refusal is shown and keeps the dialog open", async () => {
    const { onclose } = ask({
      onconfirm: () => Promise.reject(new Error("The default connection stays.")),
    });
    await fireEvent.click(button("Delete"));
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("The default connection stays.");
    expect(onclose).not.toHaveBeenCalled();
  });

  it("cancelling does nothing", async () => {
    const { onconfirm, onclose } = ask();
    await fireEvent.click(button("Cancel"));
    expect(onclose).toHaveBeenCalled();
    expect(onconfirm).not.toHaveBeenCalled();
  });
});
