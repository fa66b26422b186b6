//! What the rules of a twin mean, in sentences for people: the same in the window and on the command
//! line.

use super::rules::{
    Another, Condition, Cycle, Departments, Groups, Leaving, LoginAttribute, ManagerMatch, Others,
    Renews, RoleOrigin, Shown, Sso, Step, Titles, UrlShape,
};
use super::schedule::Schedule;
use super::twin::{Staging, Twin};

/// What a twin means in one respect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The respect, in a word or two.
    pub about: &'static str,
    /// What it means, a sentence or a few.
    pub text: String,
}

impl Twin {
    /// What its rules mean, in the order in which an admin meets them.
    #[must_use]
    pub fn told(&self) -> Vec<Told> {
        let mut told = vec![
            Told {
                about: "Address",
                text: self.address(),
            },
            Told {
                about: "Token",
                text: self.tokens(),
            },
            Told {
                about: "Login",
                text: self.sign_in(),
            },
            Told {
                about: "Attributes",
                text: self.intake(),
            },
            Told {
                about: "Teams",
                text: self.teams(),
            },
            Told {
                about: "Managers",
                text: self.lines(),
            },
            Told {
                about: "Groups",
                text: self.roles(),
            },
            Told {
                about: "Leaving",
                text: self.leave(),
            },
        ];
        if let Some(text) = self.rights() {
            told.push(Told {
                about: "Permissions",
                text,
            });
        }
        if let Some(staging) = &self.staging {
            told.push(Told {
                about: "Staging",
                text: staged(staging),
            });
        }
        told
    }

    fn address(&self) -> String {
        let shape = match self.url.shape {
            UrlShape::Plain => "The address ends in /scim/v2",
            UrlShape::Named => "The address ends in /scim/v2/ and the id of the connection",
        };
        format!("{shape}, such as {}.", self.url.example)
    }

    fn tokens(&self) -> String {
        let shown = match self.token.shown {
            Shown::Once => "A token is shown once; only a hash of it is kept.",
            Shown::Always => "A token can be looked at again.",
        };
        let another = match self.token.another {
            Another::Replaces => "Making another one ends the one before at once.",
            Another::Joins => "Several can be valid side by side.",
        };
        let renews = match self.token.renews {
            Renews::Token => "",
            Renews::UrlAndToken => " New settings change the address and the token together.",
        };
        format!("{shown} {another}{renews}")
    }

    fn sign_in(&self) -> String {
        let attribute = match self.login.attribute {
            LoginAttribute::UserName => "userName",
            LoginAttribute::Email => "the email address",
        };
        match (self.login.attribute, self.login.sso) {
            (_, Sso::Any) => format!("People sign in with {attribute}."),
            (LoginAttribute::Email, Sso::Email) => {
                "People sign in with their email address, which single sign-on must tell, too.".to_owned()
            }
            (LoginAttribute::UserName, Sso::Email) => {
                "People sign in with userName, and single sign-on tells their email address: both must be the same.".to_owned()
            }
        }
    }

    fn intake(&self) -> String {
        let required: Vec<&str> = self
            .attributes
            .iter()
            .filter(|one| one.required)
            .map(|one| one.name.as_str())
            .collect();
        let required = match required.is_empty() {
            true => "Nothing is required beyond the standard.".to_owned(),
            false => format!("Nobody may come without {}.", and(&required)),
        };
        let others = match self.others {
            Others::Used => "Everything else that is sent is kept.",
            Others::Ignored => "Attributes that are not listed lead to nothing.",
        };
        format!("{required} {others}")
    }

    fn teams(&self) -> String {
        let teams = match self.departments {
            Departments::Team => "department is the team; one with a new name is made.",
            Departments::Attribute => "department is shown with the person.",
            Departments::Ignored => "department is not used.",
        };
        let titles = match self.titles {
            Titles::JobTitle => "title is the job title.",
            Titles::Ignored => "title is not used.",
        };
        format!("{teams} {titles}")
    }

    fn lines(&self) -> String {
        let order: Vec<&str> = self
            .managers
            .order
            .iter()
            .map(|one| matched(*one))
            .collect();
        let order = match order.as_slice() {
            [only] => format!("Managers are found by {only}."),
            many => format!(
                "Managers are found by {}; the first that fits counts.",
                many.join(", then by ")
            ),
        };
        let name = &self.name;
        match (self.managers.used, self.managers.late) {
            (false, _) => {
                format!("{name} has no reporting lines, and none are shown here.")
            }
            (true, true) => format!("{order} A line is completed when the manager arrives later."),
            (true, false) => format!("{order} A manager who arrives later is not connected."),
        }
    }

    fn roles(&self) -> String {
        match self.groups {
            Groups::Roles => "A group is a role, and its members have it.",
            Groups::Groups => "A group is a group of users.",
            Groups::Ignored => "Groups are not used.",
        }
        .to_owned()
    }

    fn leave(&self) -> String {
        let leaving = &self.leaving;
        let mut sentences = vec![format!(
            "Who is set to inactive {}.",
            becomes(leaving.inactive)
        )];
        if leaving.unassigned != leaving.inactive {
            sentences.push(format!(
                "Who is unassigned {}.",
                becomes(leaving.unassigned)
            ));
        }
        sentences.push(format!("Who is deleted {}.", becomes(leaving.deleted)));
        if leaving.history {
            sentences.push("The history of those who left is kept.".to_owned());
        }
        sentences.push(match leaving.connection_deleted {
            Leaving::Unstated => "What deleting the connection does is not said.".to_owned(),
            Leaving::Keep => {
                "When the connection is deleted, accounts keep their access.".to_owned()
            }
            other => format!(
                "When the connection is deleted, everybody {}.",
                becomes(other)
            ),
        });
        sentences.join(" ")
    }

    fn rights(&self) -> Option<String> {
        let permissions = &self.permissions;
        let default = permissions.default.as_ref();
        let default = default.map(|name| format!("Everybody begins with {name}."));
        let by_hand = permissions.by_hand.then_some(match permissions.cycle {
            Cycle::Keeps => {
                "An admin changes permissions by hand; the next cycle leaves that as it is."
            }
            Cycle::Overwrites => {
                "An admin changes permissions by hand; the next cycle sets them anew."
            }
        });
        // It only matters where more than one origin gives anything.
        let order = by_hand.map(|_| over(&permissions.precedence));
        let parts: Vec<String> = default
            .into_iter()
            .chain(by_hand.map(str::to_owned))
            .chain(order)
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

fn over(precedence: &[RoleOrigin]) -> String {
    let origins = precedence.iter().map(|one| match one {
        RoleOrigin::ByHand => "what is set by hand",
        RoleOrigin::Group => "what groups give",
        RoleOrigin::Default => "what everybody begins with",
    });
    let origins: Vec<&str> = origins.collect();
    format!(
        "The first of these that gives any counts: {}.",
        and(&origins)
    )
}

fn becomes(leaving: Leaving) -> &'static str {
    match leaving {
        Leaving::Unstated => "is treated in a way that is not said",
        Leaving::Deactivate => "is deactivated and cannot sign in",
        Leaving::Disable => "is disabled and cannot sign in",
        Leaving::Remove => "is removed entirely",
        Leaving::Keep => "stays as before",
    }
}

fn matched(key: ManagerMatch) -> &'static str {
    match key {
        ManagerMatch::Id => "id",
        ManagerMatch::ExternalId => "externalId",
        ManagerMatch::UserName => "userName",
        ManagerMatch::Email => "email address",
        ManagerMatch::EmployeeNumber => "employee number",
    }
}

fn staged(staging: &Staging) -> String {
    let when = match &staging.schedule {
        Some(schedule) => format!(
            "A sync makes accounts of them: {}, or with {}.",
            times(schedule),
            staging.button
        ),
        None => format!("A sync makes accounts of them: with {}.", staging.button),
    };
    let conditions: Vec<&str> = staging
        .conditions
        .iter()
        .map(|one| match one {
            Condition::Active => "are active",
            Condition::SsoDomain => "have an email address of a single sign-on domain",
            Condition::NotAMember => "have no account yet",
        })
        .collect();
    let conditions = match conditions.is_empty() {
        true => String::new(),
        false => format!(" It takes those who {}.", and(&conditions)),
    };
    let steps: Vec<&str> = staging
        .steps
        .iter()
        .map(|one| match one {
            Step::CreateAccount => "makes the account",
            Step::AddToTenant => "adds it to the tenant",
            Step::AddToGroups => "adds it to groups",
            Step::ComputeAccess => "works out its access",
        })
        .collect();
    format!(
        "What arrives is staged first. {when}{conditions} For each it {}. It also brings accounts up to date, and who left has access until then.",
        and(&steps)
    )
}

fn times(schedule: &Schedule) -> String {
    schedule.words()
}

fn and(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
