/**
 * Words what an exchange did: one sentence with its consequence, and a short form for the list.
 * The server decides what happened (`Story`); this file only words it, and never looks into a
 * body or an error text.
 */
import type { ExchangeRow } from "../bindings/ExchangeRow";
import type { Story } from "../bindings/Story";
import { attributeText } from "./attribute-text";
import type { MessageId } from "./messages-en";
import { say, sayOr } from "./say";
import { bulkSentence, bulkShort } from "./sentences-bulk";
import { membersSentence, membersShort } from "./sentences-members";
import { exact } from "./time";
import { EVERYTHING, type Uses } from "./uses";
import { createdSentence, updatedSentence, updatedShort, createdShort } from "./sentences-write";

/** What an exchange is about, as far as a sentence needs it. */
export type Told = Pick<ExchangeRow, "actor" | "method" | "path" | "status" | "subject" | "story">;

/** One sentence, and what follows from it. */
export interface Sentence {
  /** What happened. */
  main: string;
  /** What follows from it or what to do; absent when nothing does. */
  consequence: string | null;
}

/** The sentence and its consequence as one text. */
export function sentenceText(sentence: Sentence): string {
  return sentence.consequence === null ? sentence.main : `${sentence.main} ${sentence.consequence}`;
}

/** Who sent it. */
export function actorText(told: Pick<Told, "actor">): string {
  return told.actor.trim() === "" ? say("actor.unknown") : told.actor;
}

/** Resource type the exchange is about: of its subject, else of its endpoint (RFC 7644 §3.2). */
export function kindOf(told: Pick<Told, "subject" | "path">): string {
  if (told.subject) return told.subject.kind;
  const endpoint = /^\/?(Users|Groups)(?=[/?]|$)/.exec(told.path)?.[1];
  return endpoint === "Users" ? "User" : endpoint === "Groups" ? "Group" : "";
}

/** Name of what the exchange is about, or words for what has none. */
export function nameOf(told: Pick<Told, "subject" | "path">): string {
  const name = told.subject?.name?.trim();
  if (name !== undefined && name !== "") return name;
  const kind = kindOf(told);
  return sayOr(`name.${kind}`, "name.other", { kind: kind === "" ? "resource" : kind });
}

/** The story without what the application does not use. */
function used(story: Story, uses: Uses): Story {
  const { makesTeams, hasLines } = uses;
  switch (story.type) {
    case "created":
    case "updated":
      return {
        ...story,
        ...(makesTeams ? {} : { team: null }),
        ...(hasLines ? {} : { manager: null, backfilled: 0, unlinked: 0 }),
      };
    case "deleted":
      return hasLines ? story : { ...story, unlinked: 0 };
    default:
      return story;
  }
}

/** What happened and what follows from it, in an application that makes this of it. */
export function tell(told: Told, uses: Uses = EVERYTHING): Sentence {
  const story = used(told.story, uses);
  const actor = actorText(told);
  const name = nameOf(told);
  const kind = kindOf(told);
  switch (story.type) {
    case "probe":
      return {
        main: say("probe", { actor }),
        consequence: say(told.path.includes("filter=") ? "probe.so" : "probe.page.so"),
      };
    case "match":
      return matchSentence(story, actor, name, kind);
    case "read":
      return plain(say("read", { actor, name }));
    case "listed":
      return plain(
        say(story.count === 0 ? "listed.none" : "listed", { actor, kind, ...counts(story) }),
      );
    case "discovered":
      return plain(say("discovered", { actor, what: story.what }));
    case "created":
      return createdSentence(story, name, kind, uses);
    case "updated":
      return updatedSentence(story, name, kind, uses);
    case "unchanged":
      return { main: say("unchanged", { actor, name }), consequence: say("unchanged.so") };
    case "activated":
      return { main: say("activated", { name }), consequence: say("activated.so") };
    case "deactivated":
      return { main: say("deactivated", { name }), consequence: say("deactivated.so") };
    case "deleted":
      return deletedSentence(story, name, kind, uses);
    case "membersChanged":
      return membersSentence(story, name, uses);
    case "bulk":
      return bulkSentence(story, actor);
    case "tokenIssued":
      return plain(say("tokenIssued", { actor }));
    case "denied":
      return deniedSentence(story, actor);
    case "refused":
      return refusedSentence(story, told, actor);
    case "notFound":
      return notFoundSentence(told, actor, name);
    case "other":
      return plain(say("other", { actor, method: told.method, path: told.path }));
  }
}

/** What happened in a few words, for a column that names the actor elsewhere. */
export function brief(told: Told, uses: Uses = EVERYTHING): string {
  const story = used(told.story, uses);
  const name = nameOf(told);
  const kind = kindOf(told);
  switch (story.type) {
    case "match":
      return matchShort(story, name);
    case "listed":
      return say(story.count === 0 ? "listed.none.short" : "listed.short", {
        kind,
        ...counts(story),
      });
    case "discovered":
      return say("discovered.short", { what: story.what });
    case "created":
      return createdShort(story, name, kind);
    case "updated":
      return updatedShort(story, name, uses);
    case "membersChanged":
      return membersShort(story, name);
    case "bulk":
      return bulkShort(story);
    case "denied":
      return sayOr(`denied.${story.reason}.short`, "denied.other.short");
    case "refused":
      return say("refused.short", { reason: reason(story, kind) });
    case "notFound":
      return say("notFound.short", { what: told.subject?.name ?? told.path });
    case "other":
      return say("other.short", { method: told.method, path: told.path });
    case "probe":
    case "tokenIssued":
      return say(`${story.type}.short`);
    case "read":
    case "unchanged":
    case "activated":
    case "deactivated":
    case "deleted":
      return say(`${story.type}.short`, { name });
  }
}

type Of<T extends Story["type"]> = Extract<Story, { type: T }>;

function plain(main: string): Sentence {
  return { main, consequence: null };
}

function counts(story: Of<"listed">) {
  return { count: story.count, total: story.total };
}

function matchSentence(story: Of<"match">, actor: string, name: string, kind: string): Sentence {
  const values = { actor, attribute: attributeText(story.attribute), value: story.value };
  if (story.found === 0) {
    const nobody = kind === "User" ? "match.none" : "match.none.other";
    const main = say(kind === "Group" ? "match.none.group" : nobody, values);
    return { main, consequence: say("match.none.so") };
  }
  if (story.found === 1) {
    return { main: say("match.one", { ...values, name }), consequence: say("match.one.so") };
  }
  const main = say("match.many", { ...values, found: story.found });
  return { main, consequence: say("match.many.so") };
}

/** Only people and groups are pointed at by what the window shows. */
function deletedSentence(
  story: Of<"deleted">,
  name: string,
  kind: string,
  { groups }: Uses,
): Sentence {
  if (kind === "Group") {
    const consequence = say(`deleted.group.so.${groups}`);
    return { main: say("deleted.group", { name }), consequence };
  }
  const isPerson = kind === "User" || kind === "";
  const left = story.unlinked > 0 ? ` ${say("lines.unlinked.removed", { n: story.unlinked })}` : "";
  const consequence = isPerson ? say(`deleted.so.${groups}`) + left : null;
  return { main: say("deleted", { name }), consequence };
}

function matchShort(story: Of<"match">, name: string): string {
  const { value, found } = story;
  if (found === 0) return say("match.none.short", { value });
  return found === 1 ? say("match.one.short", { name }) : say("match.many.short", { value, found });
}

function deniedSentence(story: Of<"denied">, actor: string): Sentence {
  const { reason, at, why } = story;
  const values = { actor, at: at === undefined ? "" : exact(at), why: why ?? "none" };
  return {
    main: sayOr(`denied.${reason}`, "denied.other", values),
    consequence: sayOr(`denied.${reason}.so`, "denied.other.so"),
  };
}

function reason(story: Of<"refused">, kind: string): string {
  const byStatus = (status: number): MessageId => {
    const known: Partial<Record<number, MessageId>> = {
      400: "why.400",
      405: "why.405",
      406: "why.406",
      408: "why.408",
      409: "why.409",
      412: "why.412",
      413: "why.413",
      414: "why.414",
      415: "why.415",
      429: "why.429",
      431: "why.431",
      500: "why.500",
      501: "why.501",
    };
    return known[status] ?? "why.other";
  };
  const values = { status: String(story.status) };
  if (story.scimType === "uniqueness" && kind !== "User") {
    return say(kind === "Group" ? "why.uniqueness.Group" : "why.uniqueness.other");
  }
  return sayOr(`why.${story.scimType ?? ""}`, byStatus(story.status), values);
}

function refusedSentence(story: Of<"refused">, told: Told, actor: string): Sentence {
  const values = { actor, reason: reason(story, kindOf(told)) };
  const named = told.subject?.name;
  return {
    main: named ? say("refused.named", { ...values, name: named }) : say("refused", values),
    consequence: sayOr(`refused.${String(story.status)}.so`, "refused.so"),
  };
}

function notFoundSentence(told: Told, actor: string, name: string): Sentence {
  if (told.subject?.name) {
    return { main: say("notFound", { actor, name }), consequence: say("notFound.so") };
  }
  const kind = kindOf(told);
  if (kind !== "") {
    return { main: say("notFound.resource", { actor, kind }), consequence: say("notFound.so") };
  }
  const main = say("notFound.path", { actor, path: told.path });
  return { main, consequence: say("notFound.path.so") };
}
