// English wording of staging and sync, by message id.

export const syncEnglish = {
  // What a sync would do with so many people.
  "verdict.create": "{n, plural, one {# gets an account} other {# get an account}}",
  "verdict.update": "{n, plural, one {# is brought up to date} other {# are brought up to date}}",
  "verdict.restore": "{n, plural, one {# gets access back} other {# get access back}}",
  "verdict.disable": "{n, plural, one {# loses access} other {# lose access}}",
  "verdict.remove": "{n, plural, one {# is removed} other {# are removed}}",
  "verdict.inactive":
    "{n, plural, one {# deactivated in staging} other {# deactivated in staging}}",
  "verdict.domain":
    "{n, plural, one {# blocked by email domain} other {# blocked by email domain}}",
  "verdict.taken": "{n, plural, one {# blocked: login taken} other {# blocked: logins taken}}",
  "verdict.member": "{n, plural, one {# already a member} other {# already members}}",

  // The same of one person, as a word in a list.
  "short.create": "Gets an account",
  "short.update": "Brought up to date",
  "short.restore": "Gets access back",
  "short.disable": "Loses access",
  "short.remove": "Is removed",
  "short.inactive": "Deactivated",
  "short.domain": "Email domain",
  "short.taken": "Login taken",
  "short.member": "Already a member",

  // Where one person stands, while nobody asks for a preview.
  "now.create": "Waits",
  "now.update": "Changed since",
  "now.restore": "Active again",
  "now.disable": "Leaves next sync",
  "now.remove": "Leaves next sync",
  "now.inactive": "Deactivated",
  "now.domain": "Blocked",
  "now.taken": "Blocked",
  "now.member": "Synced",

  // Why somebody leaves.
  "left.inactive": "Deactivated in staging",
  "left.deleted": "Deleted in staging",

  // What a sync would do with groups, and with one.
  "group.create": "{n, plural, one {# group is made} other {# groups are made}}",
  "group.rename": "{n, plural, one {# group is renamed} other {# groups are renamed}}",
  "group.change": "{n, plural, one {# group changes members} other {# groups change members}}",
  "group.empty": "{n, plural, one {# group is emptied} other {# groups are emptied}}",
  "group.remove": "{n, plural, one {# group is removed} other {# groups are removed}}",
  "group.same": "{n, plural, one {# group stays as it is} other {# groups stay as they are}}",
  "group.one.create": "Is made",
  "group.one.rename": "Is renamed",
  "group.one.change": "Members change",
  "group.one.empty": "Is emptied",
  "group.one.remove": "Is removed",
  "group.one.same": "Synced",
  "group.made": "{name}, {n, plural, one {# account} other {# accounts}}",
  "group.notMade": "Not there yet",
  "group.after": "{n, plural, one {# account} other {# accounts}}",
  "group.gone": "Not staged any more",
  "group.none": "No group is staged",
  "group.none.why":
    "Groups that an identity provider sends wait here until a sync, which makes groups of {app} of them and puts accounts into them. Assign groups to the application, and they come with the next cycle.",

  // How staged and synced compare.
  "compare.agree": "Staged and synced agree",
  "compare.waiting": "{n, plural, one {# change waits} other {# changes wait}} for the next sync",
  "compare.blocked":
    "A sync would change nothing: {n, plural, one {# is} other {# are}} blocked by a condition",

  // What was done about one person.
  "did.create": "Account made",
  "did.update": "Brought up to date",
  "did.restore": "Got access back",
  "did.disable": "Lost access",
  "did.remove": "Removed",

  // Why, as sentences.
  "why.create": "{name} meets every condition and gets an account in {app} with the next sync.",
  "why.update":
    "{name} has an account in {app}, and something about it has changed since: name, address or groups. The next sync brings it up to date.",
  "why.restore":
    "{name} is active again. The account in {app} gets its access back with the next sync.",
  "why.disable":
    "{name} was deactivated in staging. The account in {app} has access until the next sync takes it away.",
  "why.disable.gone":
    "{name} was deleted in staging. The account in {app} has access until the next sync takes it away.",
  "why.remove": "{name} left. The account in {app} is removed with the next sync.",
  "why.inactive": "{name} is deactivated in staging, so no sync makes an account.",
  "why.domain":
    "{name} has an address of {domain}, which is not among the SSO domains, so no sync makes an account.",
  "why.domain.none":
    "{name} has no email address, so there is no domain that could be among the SSO domains.",
  "why.taken":
    "The login {login} already belongs to somebody else here. One login is one account; give one of them another address.",
  "why.member": "{name} has an account in {app}, and nothing about it changes.",

  // Conditions.
  "rule.active": "Active in staging",
  "rule.ssoDomain": "Email domain is an SSO domain",
  "rule.notAMember": "Not a member yet",

  // Runs.
  "status.inProgress": "In progress",
  "status.completed": "Completed",
  "status.failed": "Failed",
  "cause.manual": "By hand",
  "cause.scheduled": "By the schedule, due {due}",
  "cause.retry": "Goes on with sync {run}",
  "cause.manual.short": "by hand",
  "cause.scheduled.short": "by schedule",
  "cause.retry.short": "retry of {run}",
  missed:
    "{n, plural, one {One scheduled time had passed without a run, while Scimbox was closed, the computer slept, or its clock was set ahead.} other {# scheduled times had passed without a run, while Scimbox was closed, the computer slept, or its clock was set ahead.}} This run makes up for it.",
  "count.created": "{n} provisioned",
  "count.updated": "{n} updated",
  "count.restored": "{n} restored",
  "count.disabled": "{n} lost access",
  "count.removed": "{n} removed",
  "count.blocked": "{n} blocked",
  "count.unchanged": "{n} unchanged",
  "count.skipped": "{n} left to the next sync",
  "count.groupsCreated": "{n, plural, one {# group} other {# groups}} made",
  "count.groupsRenamed": "{n, plural, one {# group} other {# groups}} renamed",
  "count.groupsEmptied": "{n, plural, one {# group} other {# groups}} emptied",
  "count.groupsRemoved": "{n, plural, one {# group} other {# groups}} removed",

  // Steps.
  "step.decide": "Look at everybody",
  "step.createAccount": "Create account",
  "step.addToTenant": "Add to tenant",
  "step.addToGroups": "Add to groups",
  "step.computeAccess": "Compute access",
  "step.takeAccess": "Take access away",
  "step.bringGroups": "Bring groups up to date",
  "state.waiting": "Waiting",
  "state.inProgress": "In progress",
  "state.done": "Done",
  "state.failed": "Failed here",
} as const;

export type SyncMessage = keyof typeof syncEnglish;
