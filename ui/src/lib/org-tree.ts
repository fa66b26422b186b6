// The people as a forest of reporting lines. People who wait for somebody stand under an empty chair
// for that reference, so that the chart shows the gap instead of hiding it. Pure; draws nothing.
import type { GoneView } from "../bindings/GoneView";
import type { ManagerState } from "../bindings/ManagerState";
import type { Org } from "../bindings/Org";
import type { OrgNode } from "../bindings/OrgNode";
import type { PersonRow } from "../bindings/PersonRow";

export interface Place {
  /** SCIM id, or `chair:` and the reference of somebody who is not here. */
  id: string;
  /** Absent for an empty chair. */
  person: OrgNode | null;
  name: string;
  /** State of the line to the manager. */
  state: ManagerState;
  /** What was sent as the manager, where it leads nowhere. */
  reference: string | null;
  /** Whom the line led to, of a person; who sat on the chair, of a chair; when they are gone. */
  gone: GoneView | null;
  parent: Place | null;
  children: Place[];
  /** People below, on all levels. */
  below: number;
}

export interface Forest {
  roots: Place[];
  byId: ReadonlyMap<string, Place>;
  people: number;
  /** Lines that lead to somebody. */
  linked: number;
}

const CHAIR = "chair:";
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** Builds the forest. Every person stands in it exactly once, whatever the lines say. */
export function forestOf(org: Org): Forest {
  const byId = new Map<string, Place>();
  const reasons = new Map(org.unresolved.map((line) => [line.id, line]));
  for (const person of org.nodes) {
    const reason = reasons.get(person.id);
    byId.set(person.id, {
      id: person.id,
      person,
      name: person.name,
      state: reason?.state ?? (person.managerId === null ? "neverSent" : "linked"),
      reference: reason?.reference ?? null,
      gone: reason?.gone ?? null,
      parent: null,
      children: [],
      below: 0,
    });
  }
  let linked = 0;
  for (const place of [...byId.values()]) {
    const manager = managerOf(place, byId);
    if (!manager || leadsTo(manager, place)) continue;
    if (manager.person) linked += 1;
    place.parent = manager;
    manager.children.push(place);
  }
  const roots = [...byId.values()].filter((place) => place.parent === null);
  count(roots);
  for (const place of byId.values()) place.children.sort(byRank);
  return { roots: roots.sort(byWeight), byId, people: org.nodes.length, linked };
}

function managerOf(place: Place, byId: Map<string, Place>): Place | undefined {
  if (place.person?.managerId != null) return byId.get(place.person.managerId);
  if (place.state !== "pending" && place.state !== "dangling") return undefined;
  if (place.reference === null) return undefined;
  const id = CHAIR + (place.gone?.id ?? place.reference);
  const known = byId.get(id);
  if (known) return known;
  const chair: Place = {
    id,
    person: null,
    name: place.gone?.name ?? place.reference,
    state: "neverSent",
    reference: place.reference,
    gone: place.gone,
    parent: null,
    children: [],
    below: 0,
  };
  byId.set(id, chair);
  return chair;
}

/** Whether `from` already stands below `place`: then the line would close a circle. */
function leadsTo(from: Place, place: Place): boolean {
  for (let at: Place | null = from; at; at = at.parent) if (at === place) return true;
  return false;
}

function count(roots: Place[]): void {
  for (const place of preorder(roots).reverse()) {
    place.below = place.children.reduce((sum, child) => sum + 1 + child.below, 0);
  }
}

/** Those with people below them first, then by name. */
function byRank(a: Place, b: Place): number {
  const rank = Number(b.children.length > 0) - Number(a.children.length > 0);
  return rank !== 0 ? rank : collator.compare(a.name, b.name);
}

/** At the top: the largest tree first, empty chairs after people, those without anybody last. */
function byWeight(a: Place, b: Place): number {
  const rank = (place: Place) => (place.children.length === 0 ? 2 : place.person ? 0 : 1);
  return rank(a) - rank(b) || b.below - a.below || collator.compare(a.name, b.name);
}

/** All places of a forest, parents before children; `open` decides whose children are shown. */
export function preorder(
  roots: readonly Place[],
  open: (place: Place) => boolean = () => true,
): Place[] {
  const all: Place[] = [];
  const waiting = [...roots].reverse();
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    all.push(place);
    if (!open(place)) continue;
    for (let i = place.children.length - 1; i >= 0; i -= 1) {
      const child = place.children[i];
      if (child) waiting.push(child);
    }
  }
  return all;
}

/** Where each place stands in a list of places. */
export function indexById(places: readonly Place[]): ReadonlyMap<string, number> {
  return new Map(places.map((place, index) => [place.id, index]));
}

/** The levels to show first: whole levels from the top while no more than `most` places show. */
export function firstOpen(roots: readonly Place[], most = 120): Set<string> {
  const open = new Set<string>();
  let level = roots.filter((place) => place.children.length > 0);
  let shown = roots.length;
  while (level.length > 0) {
    shown += level.reduce((sum, place) => sum + place.children.length, 0);
    if (shown > most && open.size > 0) break;
    for (const place of level) open.add(place.id);
    if (shown > most) break;
    level = level.flatMap((place) => place.children).filter((child) => child.children.length > 0);
  }
  return open;
}

/** Whether the line up ends at an empty chair: then it is drawn dashed. */
export function endsAtChair(place: Place | undefined): boolean {
  return place?.parent?.person === null;
}

/** Ids of everybody above, from the direct manager up: what must be open to see the place. */
export function above(place: Place): string[] {
  const ids: string[] = [];
  for (let at = place.parent; at; at = at.parent) ids.push(at.id);
  return ids;
}

/** A line that leads nowhere, for the problem list. */
export interface Problem {
  id: string;
  name: string;
  state: "pending" | "dangling" | "inactive" | "loop" | "itself" | "neverSent";
  /** Who was sent: the name where that person is or was here, else what was sent. */
  reference: string | null;
  /** Whether the two name each other. */
  mutual: boolean;
  gone: GoneView | null;
}

/** Ids of the managers in circles, as far as they are known, by the id of who names them. */
export type Managers = ReadonlyMap<string, string>;

/** Whom these people name, where that person is here. */
export function managersOf(rows: readonly Pick<PersonRow, "id" | "manager">[]): Managers {
  return new Map(
    rows.flatMap(({ id, manager }) => (manager.id === null ? [] : [[id, manager.id]])),
  );
}

/** The lines in circles whose manager was not sent by SCIM id: who that is must be asked for. */
export function circling({ nodes, unresolved }: Org): string[] {
  const ids = new Set(nodes.map((node) => node.id));
  return unresolved
    .filter(({ state, reference }) => state === "loop" && !ids.has(reference ?? ""))
    .map(({ id }) => id);
}

/** People without reports for whom no manager was sent; whoever has reports stands at the top. */
export function unsentOf(org: Org): Problem[] {
  return org.unresolved
    .filter((line) => line.state === "neverSent")
    .map(({ id, name }) => ({
      ...{ id, name, state: "neverSent" as const },
      ...{ reference: null, mutual: false, gone: null },
    }))
    .sort((a, b) => collator.compare(a.name, b.name));
}

/** Active people whose manager is here and not active any more, by manager. */
function belowInactive({ nodes }: Org): Problem[] {
  const works = ({ status }: OrgNode) => status === "active" || status === "staged";
  const gone = new Map(nodes.filter((node) => !works(node)).map((node) => [node.id, node.name]));
  return nodes
    .filter((node) => works(node) && node.managerId !== null && gone.has(node.managerId))
    .map(({ id, name, managerId }) => ({
      ...{ id, name, state: "inactive" as const },
      ...{ reference: gone.get(managerId ?? "") ?? null, mutual: false, gone: null },
    }))
    .sort(byReference);
}

function byReference(a: Problem, b: Problem): number {
  return collator.compare(a.reference ?? "", b.reference ?? "") || collator.compare(a.name, b.name);
}

/** What to look at, grouped by reason: circles first, those who wait last; by name within. */
export function problemsOf(org: Org, managers: Managers = new Map()): Problem[] {
  const order = ["loop", "itself", "dangling", "inactive", "pending"] as const;
  const names = new Map(org.nodes.map((node) => [node.id, node.name]));
  const circle = new Map(
    org.unresolved
      .filter((line) => line.state === "loop")
      .map(({ id, reference }) => [id, managers.get(id) ?? reference]),
  );
  const whom = ({ id, name, state, reference, gone }: Org["unresolved"][number]) => {
    if (state === "itself") return name;
    const sent = state === "loop" ? (circle.get(id) ?? reference) : reference;
    return gone?.name ?? (sent && (names.get(sent) ?? reference));
  };
  return order.flatMap((state) => {
    if (state === "inactive") return belowInactive(org);
    return org.unresolved
      .filter((line) => line.state === state)
      .map((line) => ({
        id: line.id,
        name: line.name,
        state,
        reference: whom(line),
        mutual: state === "loop" && circle.get(circle.get(line.id) ?? "") === line.id,
        gone: line.gone,
      }))
      .sort(byReference);
  });
}
