// Finding people on the chart by name, title or team. Pure.
import type { Forest, Place } from "./org-tree";

/** People whose name, title or team has the text; those whose name begins with it first. */
export function findPeople(forest: Forest, text: string, most = 8): Place[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (wanted === "") return [];
  const begins: Place[] = [];
  const contains: Place[] = [];
  for (const place of forest.byId.values()) {
    if (!place.person) continue;
    const name = place.name.toLocaleLowerCase();
    if (name.startsWith(wanted)) begins.push(place);
    else if (name.includes(wanted)) contains.push(place);
    else if (place.person.title?.toLocaleLowerCase().includes(wanted)) contains.push(place);
    else if (place.person.team?.toLocaleLowerCase().includes(wanted)) contains.push(place);
    if (begins.length >= most) break;
  }
  return [...begins, ...contains].slice(0, most);
}
