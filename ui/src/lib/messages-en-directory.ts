/** English wording of the lists of the directory: teams, roles, groups. */
export const directory = {
  "teams.none": "No department has been sent",
  "teams.none.so":
    "Teams are built from department of the enterprise extension. Map it in the identity provider: in Entra under Provisioning, Mappings; in Okta under Provisioning, To App.",

  "roles.none.roles": "No roles yet",
  "roles.none.roles.so":
    "{app} makes a role of each group. Assign groups to the application in Entra ID under Users and groups, or push them from Okta under Push Groups; their members then have the role.",
  "roles.none.groups": "{app} makes no roles of groups",
  "roles.none.groups.so":
    "Its groups are groups of users. They stand under Groups, and each person’s card says which they are in.",
  "roles.none.ignored": "{app} has no roles",
  "roles.none.ignored.so":
    "It does not use groups either, so there is nothing to assign here. Groups that arrive all the same stand under Groups.",

  "roles.none.byHand": "No roles yet",
  "roles.none.byHand.so":
    "{app} makes no roles of groups; an admin gives them by hand. Open somebody under People and choose Set by hand.",

  "groups.is.roles": "Role",
  "groups.is.groups": "User group",
  "groups.is.ignored": "Not used",
  "groups.unused": "No effect",
  "groups.note.roles":
    "{app} makes a role of each group, and its members have it. Roles shows them with the roles that come from elsewhere.",
  "groups.note.groups": "In {app} a group is a group of users, not a role.",
  "groups.note.staged":
    "In {app} a group is a group of users, not a role. A sync puts the accounts of its members into it.",
  "groups.note.ignored":
    "{app} does not use groups: {n, plural, one {this one changes} other {these # change}} nothing for anybody. To stop sending them, turn off the mapping for groups in Entra ID, or remove them under Push Groups in Okta.",
  "groups.none.roles": "No groups yet",
  "groups.none.roles.so":
    "{app} makes a role of each group. Assign groups to the application in Entra ID under Users and groups, or push them from Okta under Push Groups.",
  "groups.none.groups": "No groups yet",
  "groups.none.groups.so":
    "In {app} a group is a group of users. Assign groups to the application in Entra ID under Users and groups, or push them from Okta under Push Groups.",
  "groups.none.ignored": "{app} does not use groups",
  "groups.none.ignored.so":
    "None have arrived, and none need to. You can turn off the mapping for groups in Entra ID, and push no groups from Okta.",
  "groups.card.roles":
    "A role for {n, plural, one {# person} other {# people}}, from the group of this name.",
  "groups.card.groups":
    "A group of {n, plural, one {# person} other {# people}}. In {app} it is a group of users, not a role.",
  "groups.card.ignored":
    "A group of {n, plural, one {# person} other {# people}}. {app} does not use groups, so it has no effect.",
  "groups.members.none": "Nobody is in this group yet.",
  "groups.members.none.role": "Nobody has this role yet.",
} as const;
