// Why somebody has this team, this manager, these roles, this status: sentences, each with the write
// that it comes from. Pure.
import type { PersonCard } from "../bindings/PersonCard";
import { isManagerPath, isTeamPath } from "./attribute-text";
import { valueText } from "./change-text";
import { lineSentence } from "./line-text";
import { managerSentence } from "./manager-text";
import { overText } from "./role-text";
import { say } from "./say";
import { signInSentence } from "./sign-in-text";
import { statusSentence } from "./status-text";

/** A sentence, and the write that it is about where there is one. */
export interface Reason {
  text: string;
  exchange: number | null;
  at: number | null;
  actor: string | null;
}

export interface Why {
  /** Which question it answers. */
  about: string;
  /** What it is now. */
  is: string;
  reasons: Reason[];
}

type Write = Omit<Reason, "text">;
const NONE: Write = { exchange: null, at: null, actor: null };
const ATTRIBUTES = {
  id: "SCIM id",
  externalId: "external id",
  userName: "user name",
  email: "email address",
  employeeNumber: "employee number",
} as const;

/** The answers for one person, in the order in which they are asked. */
export function whys(card: PersonCard): Why[] {
  return [team(card), manager(card), roles(card), status(card), signIn(card)];
}

function reason(text: string, from: Write = NONE): Reason {
  return { text, exchange: from.exchange, at: from.at, actor: from.actor };
}

function team(card: PersonCard): Why {
  const { app, departments } = card.rules;
  const source = card.sources.find((one) => isTeamPath(one.path));
  const before = valueText(source?.before);
  const is = card.row.team;
  if (departments !== "team") {
    const why = reason(say(`why.team.${departments}`, { app }), source);
    return { about: say("why.team"), is: "–", reasons: [why] };
  }
  const reasons: Reason[] = [];
  if (is !== null) {
    const id = before === null ? "why.team.set" : "why.team.changed";
    reasons.push(reason(say(id, { team: is, before: before ?? "" }), source));
  } else if (before !== null) {
    reasons.push(reason(say("why.team.cleared", { before }), source));
  } else {
    reasons.push(reason(say("why.team.never")));
  }
  reasons.push(reason(say(`why.team.${departments}`, { app })));
  return { about: say("why.team"), is: is ?? "–", reasons };
}

function manager(card: PersonCard): Why {
  const { manager: line } = card.row;
  const { app } = card.rules;
  const source = card.sources.find((one) => isManagerPath(one.path));
  const reasons: Reason[] = [];
  if (!card.rules.managers) {
    reasons.push(reason(say("why.manager.ignored", { app }), source));
    return { about: say("why.manager"), is: "–", reasons };
  }
  if (line.state === "linked") {
    const reference = line.reference ?? "?";
    reasons.push(reason(say("why.manager.sent", { reference }), source));
    if (card.matchedBy !== null) {
      const attribute = ATTRIBUTES[card.matchedBy];
      const name = line.name ?? "?";
      reasons.push(reason(say("why.manager.matched", { attribute, name })));
    }
    const newest = card.lines[0];
    // A manager who was sent after that has another reason.
    if (newest?.linked && newest.seq > (source?.seq ?? 0)) {
      const exchange = newest.recorded ? newest.exchange : null;
      reasons.push(reason(lineSentence(newest), { ...newest, exchange }));
    }
  } else {
    reasons.push(reason(managerSentence(line), line.state === "neverSent" ? NONE : source));
  }
  const is = line.state === "linked" ? (line.name ?? "–") : "–";
  return { about: say("why.manager"), is, reasons };
}

function roles(card: PersonCard): Why {
  const { rules } = card;
  const all = card.row.roles;
  const edit = card.edits[0];
  const reasons = all.map((role) => {
    const { name } = role;
    const over = overText(role, all, rules);
    const text = say(`why.role.${role.origin}`, { name, app: rules.app });
    const full = over === null ? text : `${text} ${over}`;
    if (role.origin === "group") {
      return reason(full, membership(card, role.id));
    }
    return reason(full, role.origin === "byHand" && edit ? { ...NONE, at: edit.at } : NONE);
  });
  if (rules.groups !== "roles") {
    for (const group of card.roleSources) {
      const text = say(`why.role.${rules.groups}`, { name: group.name, app: rules.app });
      reasons.push(reason(text, membership(card, group.id)));
    }
  }
  if (rules.byHand && edit?.after?.length === 0) {
    reasons.unshift(reason(say("role.none.byHand"), { ...NONE, at: edit.at }));
  } else if (reasons.length === 0) {
    const id = rules.groups === "roles" ? "role.none.groups" : "role.none.notRoles";
    reasons.push(reason(say(id, { app: rules.app })));
  }
  const counting = all.filter((role) => role.counts).map((role) => role.name);
  return { about: say("why.roles"), is: counting.join(", ") || "–", reasons };
}

function membership(card: PersonCard, group: string | null): Write {
  const source = card.roleSources.find((one) => one.id === group);
  if (!source) return NONE;
  return { exchange: source.exchange, at: source.since, actor: source.actor };
}

function status(card: PersonCard): Why {
  const { row, rules } = card;
  const text = statusSentence(row.active, row.status, rules);
  const from = row.active ? NONE : (card.statusWhy ?? NONE);
  const reasons = [reason(text, from)];
  if (!row.active && /entra/i.test(from.actor ?? "")) {
    reasons.push(reason(say("status.why.trap", { app: rules.app })));
  }
  return { about: say("why.status"), is: say(`status.${row.status}`), reasons };
}

function signIn(card: PersonCard): Why {
  const { row, rules } = card;
  const login = card.sources.find((one) =>
    rules.login === "email" ? /^emails\b/i.test(one.path) : /^username$/i.test(one.path),
  );
  return {
    about: say("why.signin"),
    is: say(`signin.${row.signIn.verdict}`),
    reasons: [reason(signInSentence(row.signIn, row.status, rules.app), login)],
  };
}
