//! The roles and permissions that somebody has, each with where it comes from, and which of them count:
//! what an admin set by hand, what groups give, what everybody begins with.

use crate::twins::{Groups, RoleOrigin, Twin};

/// A group that somebody is a member of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupOf {
    /// The group's id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A role that somebody has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Where it comes from.
    pub origin: RoleOrigin,
    /// Id of the group that gives it.
    pub group: Option<String>,
    /// Its name.
    pub name: String,
    /// Whether it counts; one that is given by what comes later in the precedence does not.
    pub counts: bool,
}

/// All roles of somebody, those that count first. `by_hand` is what an admin set, none of it when that
/// is an empty list; `None` where nothing was set.
#[must_use]
pub fn effective(twin: &Twin, groups: &[GroupOf], by_hand: Option<&[String]>) -> Vec<Role> {
    let by_hand = by_hand.filter(|_| twin.permissions.by_hand);
    let mut decided = false;
    let mut roles = Vec::new();
    for origin in &twin.permissions.precedence {
        let given: Option<Vec<(Option<&str>, &str)>> = match origin {
            RoleOrigin::ByHand => by_hand.map(|names| named(names)),
            RoleOrigin::Group if twin.groups != Groups::Roles || groups.is_empty() => None,
            RoleOrigin::Group => {
                let all = groups.iter();
                Some(
                    all.map(|one| (Some(one.id.as_str()), one.name.as_str()))
                        .collect(),
                )
            }
            RoleOrigin::Default => {
                let default = twin.permissions.default.as_deref();
                default.map(|name| vec![(None, name)])
            }
        };
        let Some(given) = given else { continue };
        roles.extend(given.into_iter().map(|(group, name)| Role {
            origin: *origin,
            group: group.map(str::to_owned),
            name: name.to_owned(),
            counts: !decided,
        }));
        decided = true;
    }
    roles
}

fn named(names: &[String]) -> Vec<(Option<&str>, &str)> {
    names.iter().map(|name| (None, name.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Twins;

    fn twin(id: &str, change: impl FnOnce(&mut Twin)) -> Twin {
        let mut twin = Twin::clone(Twins::built_in().find(id).unwrap());
        change(&mut twin);
        twin
    }

    fn editors() -> Vec<GroupOf> {
        vec![GroupOf {
            id: "g-1".to_owned(),
            name: "Editors".to_owned(),
        }]
    }

    /// Name and word of each, in brackets where it does not count.
    fn told(twin: &Twin, groups: &[GroupOf], by_hand: Option<&[&str]>) -> String {
        let names: Option<Vec<String>> =
            by_hand.map(|names| names.iter().map(|&name| name.to_owned()).collect());
        let roles = effective(twin, groups, names.as_deref());
        let words = roles.iter().map(|role| {
            let word = format!("{} {}", role.name, role.origin.word());
            if role.counts {
                word
            } else {
                format!("({word})")
            }
        });
        words.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn what_is_set_by_hand_stands_over_groups_and_those_over_the_default() {
        let all = twin("whistleblower", |twin| twin.groups = Groups::Roles);
        assert_eq!(told(&all, &[], None), "Base user permissions default");
        let group = "Editors group, (Base user permissions default)";
        assert_eq!(told(&all, &editors(), None), group);
        let hand = "Administrator by-hand, (Editors group), (Base user permissions default)";
        assert_eq!(told(&all, &editors(), Some(&["Administrator"])), hand);
        let none = "(Editors group), (Base user permissions default)";
        assert_eq!(told(&all, &editors(), Some(&[])), none, "nothing, by hand");
    }

    #[test]
    fn an_application_decides_itself_what_stands_over_what() {
        let groups_first = twin("whistleblower", |twin| {
            twin.groups = Groups::Roles;
            twin.permissions.precedence =
                vec![RoleOrigin::Group, RoleOrigin::ByHand, RoleOrigin::Default];
        });
        let told = told(&groups_first, &editors(), Some(&["Administrator"]));
        let wanted = "Editors group, (Administrator by-hand), (Base user permissions default)";
        assert_eq!(told, wanted);
    }

    #[test]
    fn groups_that_are_not_used_give_nothing_and_nobody_sets_what_is_not_set_by_hand() {
        let ignored = twin("whistleblower", |_| {});
        let base = "Base user permissions default";
        assert_eq!(told(&ignored, &editors(), None), base);
        let users = twin("21risk", |_| {});
        assert_eq!(told(&users, &editors(), None), "", "a group of users");
        let roles = twin("ransomleak", |_| {});
        assert_eq!(told(&roles, &editors(), Some(&["x"])), "Editors group");
        assert_eq!(told(&roles, &[], None), "");
    }
}
