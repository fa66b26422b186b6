/**
 * English wording of what exchanges did, by message id. A translation is another object with the
 * same keys. Sentence case, present tense or plain past, no blame, no guess about anybody's gender.
 */

import { directory } from "./messages-en-directory";
import { clockEnglish } from "./messages-en-clock";
import { guideEnglish } from "./messages-en-guide";
import { people } from "./messages-en-people";
import { previewEnglish } from "./messages-en-preview";

export const english = {
  ...clockEnglish,
  ...guideEnglish,
  ...previewEnglish,
  ...people,
  ...directory,

  // Names for what has none.
  "name.User": "A person without a name",
  "name.Group": "A group without a name",
  "name.other": "A {kind} without a name",
  "actor.unknown": "Somebody",

  // Connection tests and searches.
  probe: "{actor} tested the connection.",
  "probe.so": "It looked for somebody who cannot exist; an empty list is the right answer.",
  "probe.page.so":
    "It read the first two people; a list with its counters as numbers is the right answer.",
  "probe.short": "Connection test",
  "match.none": "{actor} looked for {attribute} {value} and found nobody.",
  "match.none.other": "{actor} looked for {attribute} {value} and found nothing.",
  "match.none.group": "{actor} looked for {attribute} {value} and found no group.",
  "match.none.so": "It usually creates what it did not find.",
  "match.none.short": "No match for {value}",
  "match.one": "{actor} looked for {attribute} {value} and found {name}.",
  "match.one.so": "It updates this one from now on instead of creating a second.",
  "match.one.short": "Found {name}",
  "match.many": "{actor} looked for {attribute} {value} and found {found}.",
  "match.many.so": "It cannot tell which one is meant and usually stops here.",
  "match.many.short": "{found} matches for {value}",
  read: "{actor} read {name}.",
  "read.short": "Read {name}",
  listed:
    "{actor} read a list of {kind, select, User {people} Group {groups} other {resources}}: {count} of {total}.",
  "listed.none":
    "{actor} asked for {kind, select, User {people} Group {groups} other {resources}} and got an empty list.",
  "listed.short":
    "Listed {count} of {total, plural, one {# {kind, select, User {person} Group {group} other {resource}}} other {# {kind, select, User {people} Group {groups} other {resources}}}}",
  "listed.none.short": "Listed nothing",
  discovered:
    "{actor} asked {what, select, Schemas {which schemas this server knows} ResourceTypes {which kinds of resources this server keeps} ServiceProviderConfig {what this server can do} other {about {what}}}.",
  "discovered.short":
    "Asked for {what, select, Schemas {schemas} ResourceTypes {resource types} ServiceProviderConfig {capabilities} other {{what}}}",

  // People and groups come.
  "created.team": "{name} arrived in {team}.",
  "created.noTeam": "{name} arrived.",
  "created.noTeam.so": "No team was sent.",
  "created.group": "The group {name} was created.",
  "created.group.so.roles": "It counts as a role for everybody who joins it.",
  "created.group.so.groups": "It is a group of users, not a role.",
  "created.group.so.ignored": "The application does not use groups, so it changes nothing.",
  "created.other": "{name} was created.",
  "created.other.short": "{name} created",
  "created.team.short": "{name} arrived in {team}",
  "created.short": "{name} arrived",
  "created.group.short": "New group {name}",

  // People and groups change.
  moved: "{name} moved from {from} to {to}.",
  "moved.in": "{name} joined {to}.",
  "moved.out": "{name} left {from} and has no team now.",
  "moved.short": "{name} moved to {to}",
  "moved.out.short": "{name} left {from}",
  "manager.linked": "{name} now reports to {manager}.",
  "manager.linked.also": "Now reports to {manager}.",
  "manager.linked.new": "Reports to {manager}.",
  "manager.linked.short": "{name} reports to {manager}",
  "manager.pending": "{name} was given a manager.",
  "manager.pending.so": "The manager ({reference}) has not arrived yet.",
  "manager.pending.short": "{name} waits for manager {reference}",
  "manager.loop": "{name} was given the manager {manager}.",
  "manager.loop.so":
    "These reporting lines run in a circle, so nobody in it is placed below anybody.",
  "manager.loop.short": "{name}: reporting lines run in a circle",
  "manager.itself": "{name} was named as their own manager.",
  "manager.itself.also": "The manager that was sent is {name}, so no line is drawn.",
  "manager.itself.so": "No reporting line is drawn.",
  "manager.itself.short": "{name} named as own manager",
  "manager.dangling": "{name} was given a manager.",
  "manager.dangling.so": "The manager ({reference}) was here and has been removed.",
  "manager.dangling.short": "{name}: manager {reference} has left",
  "manager.cleared": "{name} no longer has a manager.",
  "manager.cleared.also": "There is no manager any more.",
  "manager.cleared.short": "{name}: manager removed",
  "lines.backfilled":
    "{n, plural, one {One person who waited for {name} now reports there.} other {# people who waited for {name} now report there.}}",
  "lines.unlinked.renamed":
    "{n, plural, one {One reporting line names an id from before and leads nowhere now.} other {# reporting lines name an id from before and lead nowhere now.}}",
  "lines.unlinked.removed":
    "{n, plural, one {One person is left without their manager.} other {# people are left without their manager.}}",
  "manager.neverSent": "{name} no longer has a manager.",
  "manager.neverSent.also": "There is no manager any more.",
  "manager.neverSent.short": "{name}: manager removed",
  renamed:
    "{kind, select, Group {A group} User {A person} other {A resource}} is called {name} now.",
  "renamed.short": "Renamed to {name}",
  updated: "{name}: {attributes} changed.",
  "updated.many": "{n} attributes of {name} changed.",
  "updated.also": "Also changed: {attributes}.",
  "updated.also.many": "{n} more attributes changed.",
  "updated.nothingNamed": "{name} was updated.",
  "updated.short": "{name}: {attributes}",
  "updated.many.short": "{name}: {n} attributes",
  "updated.nothingNamed.short": "{name} updated",
  unchanged: "{actor} sent {name} again and nothing changed.",
  "unchanged.so": "If this comes back in every cycle, the mapping never settles.",
  "unchanged.short": "{name}: no change",
  activated: "{name} was activated.",
  "activated.so": "The account counts as active again.",
  "activated.short": "{name} activated",
  deactivated: "{name} was deactivated.",
  "deactivated.so": "The account and its history stay; nothing was deleted.",
  "deactivated.short": "{name} deactivated",
  deleted: "{name} was deleted.",
  "deleted.so.roles": "Roles went with the person; the history stays under Directory, Removed.",
  "deleted.so.groups":
    "Memberships went with the person; the history stays under Directory, Removed.",
  "deleted.so.ignored": "The history stays under Directory, Removed.",
  "deleted.group": "The group {name} was deleted.",
  "deleted.group.so.roles": "Its members no longer have this role; the people stay.",
  "deleted.group.so.groups": "Its members are in one group less; the people stay.",
  "deleted.group.so.ignored": "The application does not use groups, so it changes nothing.",
  "deleted.short": "{name} deleted",

  // Membership.
  "members.added": "{names} joined {name}.",
  "members.removed": "{names} left {name}.",
  "members.both": "{added} joined {name}; {removed} left.",
  "members.none": "The members of {name} were sent again and nobody joined or left.",
  "members.added.so":
    "{n, plural, one {This role counts for one more person.} other {This role counts for # more people.}}",
  "members.removed.so":
    "{n, plural, one {This role no longer counts for one person.} other {This role no longer counts for # people.}}",
  "members.added.short": "{n} joined {name}",
  "members.removed.short": "{n} left {name}",
  "members.both.short": "{added} joined, {removed} left {name}",
  "members.none.short": "{name}: same members",
  people: "{n, plural, one {# person} other {# people}}",
  "people.more": "{n} more",

  // Many writes in one request.
  bulk: "{actor} sent {n, plural, one {# change} other {# changes}} in one request: {outcomes}.",
  "bulk.nothing":
    "{actor} sent {n, plural, one {# change} other {# changes}} in one request, and none was carried out.",
  "bulk.notReached":
    "{n, plural, one {# operation was not tried} other {# operations were not tried}}, because the request says after how many errors to stop.",
  "bulk.short": "Bulk: {outcomes}",
  "bulk.nothing.short": "Bulk: none of {n} carried out",
  "bulk.created": "{n} created",
  "bulk.changed": "{n} changed",
  "bulk.deleted": "{n} deleted",
  "bulk.unchanged": "{n} unchanged",
  "bulk.failed": "{n} failed",

  // Tokens and refusals: what happened, and what to do.
  tokenIssued: "{actor} asked for an access token and got one.",
  "tokenIssued.short": "Access token issued",
  "denied.missing": "{actor} called without a token.",
  "denied.missing.so":
    "Paste the token into Secret Token in Entra, or into the Authorization header in Okta.",
  "denied.missing.short": "No token",
  "denied.noScheme": "{actor} called, but left out the word Bearer.",
  "denied.noScheme.so":
    "Write Bearer and a blank before the token, as Authorization in Okta takes it.",
  "denied.noScheme.short": "Bearer left out",
  "denied.wrongScheme": "{actor} called, but not with a bearer token.",
  "denied.wrongScheme.so":
    "Choose bearer token (in Okta: HTTP Header) as the authentication method.",
  "denied.wrongScheme.short": "Not a bearer token",
  "denied.doubledBearer": "{actor} called, but sent Bearer twice.",
  "denied.doubledBearer.so": "Paste the token without the word Bearer.",
  "denied.doubledBearer.short": "Bearer sent twice",
  "denied.blanks": "{actor} called, but there are blanks around the token.",
  "denied.blanks.so": "Copy the token again and paste it without spaces or line breaks.",
  "denied.blanks.short": "Blanks around the token",
  "denied.unknown": "{actor} called with a token that this connection does not know.",
  "denied.unknown.so": "Make a token under Connect and paste it at the identity provider.",
  "denied.unknown.short": "Unknown token",
  "denied.rotated": "{actor} called with a token that was replaced on {at}.",
  "denied.rotated.so": "Paste the newer token at the identity provider.",
  "denied.rotated.short": "Replaced token",
  "denied.revoked":
    "{actor} called with a token that was revoked on {at}{why, select, none {} other {: {why}}}.",
  "denied.revoked.so": "Make a token under Connect and paste it at the identity provider.",
  "denied.revoked.short": "Revoked token",
  "denied.expired": "{actor} called with a token that expired on {at}.",
  "denied.expired.so": "Make a new token under Connect and paste it at the identity provider.",
  "denied.expired.short": "Expired token",
  "denied.otherConnection": "{actor} called with the token of another connection.",
  "denied.otherConnection.so":
    "Use the base URL and the token of the same connection; both are under Connect.",
  "denied.otherConnection.short": "Token of another connection",
  "denied.switchedOff": "{actor} called, but this connection is switched off.",
  "denied.switchedOff.so": "Switch it on under Connect.",
  "denied.switchedOff.short": "Connection is off",
  "denied.other": "{actor} was not let in.",
  "denied.other.so": "Look at the answer for the reason.",
  "denied.other.short": "Not let in",

  refused: "{actor} sent something that was refused: {reason}.",
  "refused.named": "{actor} sent something about {name} that was refused: {reason}.",
  "refused.short": "Refused: {reason}",
  "refused.so": "Nothing was changed. Most providers try again in the next cycle.",
  "refused.429.so": "Nothing was changed. The provider should slow down and try again.",
  "refused.412.so": "Nothing was changed. It must be read again before it is written.",
  "why.uniqueness": "somebody here already has this user name",
  "why.uniqueness.Group": "this name is already taken",
  "why.uniqueness.other": "one of its values is already taken",
  "why.invalidFilter": "the filter could not be understood",
  "why.tooMany": "the answer would be too large",
  "why.mutability": "this attribute cannot be changed",
  "why.invalidSyntax": "the body could not be understood",
  "why.invalidPath": "the path of an operation could not be understood",
  "why.noTarget": "the path of an operation matches nothing",
  "why.invalidValue": "a value is missing or does not fit",
  "why.invalidVers": "this version of the protocol is not known",
  "why.sensitive": "this must not stand in a URL",
  "why.invalidCursor": "the cursor is not one of this server",
  "why.expiredCursor": "the cursor has expired",
  "why.invalidCount": "the count does not fit",
  "why.400": "the request could not be understood",
  "why.405": "this method is not allowed here",
  "why.406": "the answer would be JSON, which the client does not take",
  "why.408": "it did not come to its end in time",
  "why.409": "it conflicts with what is here",
  "why.412": "it changed in the meantime",
  "why.413": "the body is too large",
  "why.414": "the address is too long",
  "why.415": "the content type is not JSON",
  "why.429": "too many requests in one second",
  "why.431": "the headers are too large",
  "why.500": "the server failed",
  "why.501": "this is not supported",
  "why.other": "status {status}",

  notFound: "{actor} asked for {name}, which is not here.",
  "notFound.so": "It was deleted, or its id belongs to another connection.",
  "notFound.path": "{actor} called {path}, and there is nothing at that address.",
  "notFound.path.so": "The base URL must end in /scim/v2, without anything after it.",
  "notFound.resource":
    "{actor} asked for a {kind, select, User {person} Group {group} other {resource}} that is not here.",
  "notFound.short": "Not here: {what}",
  other: "{actor} sent {method} {path}.",
  "other.short": "{method} {path}",

  // One version of a person or group.
  "version.created": "Arrived.",
  "version.created.team": "Arrived in {team}.",
  "version.deleted": "Deleted.",
  "version.created.group": "The group was created.",
  "version.deleted.group": "The group was deleted.",
  "version.renamed.group": "The group was renamed from {from} to {to}.",
  "version.created.role": "The role was created with its group.",
  "version.deleted.role": "The role was removed with its group.",
  "version.renamed.role": "The role was renamed from {from} to {to}.",
  "version.moved": "Moved from {from} to {to}.",
  "version.joined": "Joined {to}.",
  "version.left": "Left {from}; no team now.",
  "version.manager": "Manager set to {manager}.",
  "version.manager.awaited": "A manager was named who was not here yet ({reference}).",
  "version.manager.none": "Manager removed.",
  "version.line.arrived": "{manager} arrived: the reporting line was linked.",
  "version.line.renamed": "{manager} has the id that was named now, so that this line leads there.",
  "version.line.renamed.away":
    "{manager} no longer has the id that was named, so that this line leads nowhere.",
  "version.line.removed": "{manager} was removed, so that this line leads nowhere.",
  "version.line.elsewhere": "{manager} changed, so that this line leads to {to}.",
  "version.activated": "Activated.",
  "version.deactivated": "Deactivated.",
  "version.changed": "{attributes} changed.",
  "version.changed.many": "{n} attributes changed.",
  "version.same": "Written again without a change.",
} as const;

/** Ids of the messages. */
export type MessageId = keyof typeof english;
/** A whole catalogue; a translation has every id. */
export type Catalogue = Readonly<Record<MessageId, string>>;
