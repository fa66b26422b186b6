/** English wording of what becomes of people: status, sign-in, roles, and why each is as it is. */
export const people = {
  "status.active": "Active",
  "status.deactivated": "Deactivated",
  "status.disabled": "Disabled",
  "status.staged": "Staged",
  "status.leaving": "Leaves with the next sync",
  "status.removed": "Removed",
  "status.why.active": "active is not false, so the account is active in {app}.",
  "status.why.kept": "active is false, and {app} keeps their access all the same.",
  "status.why.deactivated":
    "Deactivated: unassigned or deactivated in the identity provider; both send active false.",
  "status.why.disabled":
    "Disabled: unassigned or deactivated in the identity provider; both send active false.",
  "status.why.removed":
    "Removed: unassigned or deactivated in the identity provider; both send active false.",
  "status.why.staged": "A sync of {app} has not made this account yet.",
  "status.why.staged.inactive":
    "active is false in staging, so no sync of {app} makes an account until it is true again.",
  "status.why.leaving":
    "active became false in staging. The access to {app} still stands until the next sync takes it.",
  "status.why.taken": "active became false, and a sync has taken the access to {app}.",
  "status.why.back": "active is true again; the next sync gives the access to {app} back.",
  "status.why.unassigned":
    "{app} itself treats those who are only unassigned differently; the request does not tell which it was.",
  "status.why.trap":
    "Who was unassigned is out of Entra ID’s scope: a deletion there sends nothing more, and the account in {app} stays as it is now.",
  "unused.word": "not used",
  "unused.why": "Sent, but {app} does not use it.",
  "unused.teams": "{app} makes no teams.",
  "unused.lines": "{app} has no reporting lines.",
  "unused.teams.title": "{app} makes no teams",
  "unused.teams.why":
    "It does not make teams of department. What is sent is kept and stands on each person’s card, with a remark.",
  "unused.lines.title": "{app} has no reporting lines",
  "unused.lines.why":
    "It does not use manager, so there is no chart. What is sent is kept and stands on each person’s card, with a remark.",
  "unused.change": "Another application can be chosen on Connect.",
  "status.gone.active": "{app} keeps the access of those who are deleted.",
  "status.gone.deactivated": "{app} deactivates those who are deleted; what they did stays there.",
  "status.gone.leaving":
    "They are not staged any more. The access to {app} still stands until the next sync takes it.",
  "status.gone.disabled": "{app} disables those who are deleted; the account stays there.",
  "status.gone.removed": "{app} removes those who are deleted; what they did stays there.",
  "status.gone.removed.all":
    "{app} removes those who are deleted with what they did. Only Scimbox’s own log still has it.",

  "signin.matches": "Would sign in",
  "signin.otherCase": "Would sign in, case differs",
  "signin.notCompared": "Sign-in not compared",
  "signin.differs": "Would not be found",
  "signin.somebodyElse": "Another person’s account",
  "signin.shared": "Login is shared",
  "signin.missing": "Login is missing",
  "signin.barred": "Cannot sign in",
  "signin.why.matches": "Their login is {login}, and single sign-on passes on the same address.",
  "signin.why.otherCase":
    "Their login is {login}, and single sign-on passes on {told}. The two differ only in upper and lower case, which {app} should treat as the same.",
  "signin.why.notCompared":
    "Their login is {login}. The identity provider decides what single sign-on passes on, so Scimbox cannot compare the two.",
  "signin.why.differs":
    "Their login is {login}, but single sign-on passes on {told}, which is nobody’s login in {app}. In the identity provider, map the email address to userName.",
  "signin.why.somebodyElse":
    "Single sign-on passes on {told}, which is the login of {other}, so they would end up in that account. In the identity provider, map the email address to userName.",
  "signin.why.shared":
    "{other} has the same login, {login}, so {app} cannot tell the two apart. Give each of them an address of their own.",
  "signin.why.missing.login":
    "{app} uses the email address as the login, and none was sent. In the identity provider, map mail to emails.",
  "signin.why.missing.told":
    "Single sign-on passes on the email address, and none was sent. In the identity provider, map mail to emails.",
  "signin.why.barred": "The account is {status}, so no login gets them in.",
  "signin.guest":
    "#EXT# in the user name marks a guest. Guests sign in with the address of their own company.",

  "roles.title": "Roles",
  "roles.title.groups": "Groups",
  "roles.title.both": "Roles and groups",
  "role.group": "Group",
  "role.default": "Default",
  "role.byHand": "Manual",
  "role.from.group": "from the group of this name",
  "role.from.default": "everybody begins with it in {app}",
  "role.from.byHand": "set by hand in Scimbox",
  "role.next.group": "Stays as long as the membership does.",
  "role.next.keeps": "The next cycle leaves it as it is.",
  "role.next.overwrites":
    "The next write to this person, or to a group they come into or out of, sets it anew.",
  "role.over": "Does not count: {over} stands over it.",
  "role.over.group": "what groups give",
  "role.over.default": "what everybody begins with",
  "role.over.byHand": "what is set by hand",
  "role.none.byHand": "Nothing at all, set by hand.",
  "role.none.groups": "No group that gives a role has this person as a member.",
  "role.none.notRoles": "{app} makes no roles of groups.",
  "role.unused.groups": "User group, not a role",
  "role.unused.ignored": "Group, not used by {app}",
  "role.notByHand": "In {app} roles are not set by hand; they come from {from}.",
  "role.notByHand.groups": "the groups of the identity provider",
  "role.notByHand.default": "the default of {app}",
  "role.notByHand.none": "{app} gives roles by rules of its own, which Scimbox cannot know.",

  "group.event.gained": "Joined the group {name}.",
  "group.event.lost": "Left the group {name}.",
  "group.event.renamed": "The group {before} is called {name} since.",
  "group.event.deleted": "Was in the group {name} when it was deleted.",
  "group.event.personDeleted": "Left the group {name}, being deleted.",
  "role.event.gained": "Gained the role {name}.",
  "role.event.lost": "Lost the role {name}.",
  "role.event.renamed": "The role {before} is called {name} since.",
  "role.event.deleted": "Lost the role {name}, whose group was deleted.",
  "role.event.personDeleted": "Lost the role {name}, being deleted.",
  "edit.set": "Permissions set by hand: {after}.",
  "edit.set.none": "All permissions taken away by hand.",
  "edit.cleared": "What was set by hand was given up ({before}).",
  "edit.undone": "The edit was undone; by hand now: {after}.",
  "edit.overwritten": "What was set by hand ({before}) was set anew by this write.",
  "edit.nothing": "nothing",
  "edit.next.keeps": "The next cycle leaves them as they are.",
  "edit.next.overwrites":
    "The next write to this person, or to a group they come into or out of, sets them anew.",

  "why.team": "Team",
  "why.manager": "Manager",
  "why.roles": "Roles",
  "why.status": "Status",
  "why.signin": "Sign-in",
  "why.team.set": "department was set to {team}.",
  "why.team.changed": "department was changed from {before} to {team}.",
  "why.team.cleared": "department was taken away; it was {before}.",
  "why.team.never": "No department was sent.",
  "why.team.team": "{app} makes a team of each department.",
  "why.team.attribute": "{app} shows the department and makes no teams.",
  "why.team.ignored": "{app} does not use departments and makes no teams of them.",
  "why.manager.sent": "manager was sent as {reference}.",
  "why.manager.matched": "That is the {attribute} of {name}.",
  "why.manager.ignored": "{app} has no reporting lines and does not use manager.",
  "why.role.group": "{name}: a member of the group of this name.",
  "why.role.default": "{name}: everybody begins with it in {app}.",
  "why.role.byHand": "{name}: set by hand in Scimbox.",
  "why.role.ignored": "In the group {name}, which {app} does not use.",
  "why.role.groups": "In the group {name}, which is no role in {app}.",
} as const;
