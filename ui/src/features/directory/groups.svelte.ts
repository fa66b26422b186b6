// The groups on screen by name, read page by page, and roles, most of which are groups.
import type { GroupRow } from "../../bindings/GroupRow";
import type { RoleRow } from "../../bindings/RoleRow";
import { PAGE } from "../../lib/people-pages";
import { roleKey } from "../../lib/role-key";
import { rpc } from "../../transport";
import { Paged } from "../../shell/paged.svelte";

/** A role by the text that names it in addresses. */
export type RoleEntry = RoleRow & { id: string };

abstract class Searched<Row extends { id: string }> extends Paged<Row> {
  /** What the list was asked for last. */
  text = $state("");
  protected connection: string;

  constructor(connection: string) {
    super();
    this.connection = connection;
  }

  ask(text: string): void {
    this.text = text.trim();
    this.again();
  }

  /** What of a query both have; `after` spares the backend to count up to the page. */
  protected query(offset: number, limit: number, idOf: (row: Row) => string | null) {
    const known = !this.list.stale.has(offset / PAGE - 1);
    const before = known && this.settled ? this.row(offset - 1) : undefined;
    const after = before && idOf(before);
    return {
      connection: this.connection,
      offset,
      limit,
      ...(this.text ? { text: this.text } : {}),
      ...(after ? { after } : {}),
    };
  }
}

export class Groups extends Searched<GroupRow> {
  protected read(offset: number, limit: number) {
    return rpc(
      "groups",
      this.query(offset, limit, (group) => group.id),
    );
  }
}

export class Roles extends Searched<RoleEntry> {
  protected async read(offset: number, limit: number) {
    const page = await rpc(
      "roles",
      this.query(offset, limit, (role) => role.group),
    );
    return { ...page, rows: page.rows.map((role) => ({ ...role, id: roleKey(role) })) };
  }
}
