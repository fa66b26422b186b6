//! The rules of a target application as values, each set of words with what it stands for.

use super::section::Word;

/// A set of words that a key of a twin file takes, and what each means.
macro_rules! words {
    ($(#[doc = $about:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $word:literal => $variant:ident,)+ }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl $name {
            /// The word that stands for it in a twin file.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl Word for $name {
            const ALL: &'static [(&'static str, Self)] = &[$(($word, Self::$variant),)+];
        }
    };
}

words! {
    /// What the base URL looks like.
    UrlShape {
        /// It ends in `/scim/v2`, whichever tenant it is of.
        "plain" => Plain,
        /// It ends in `/scim/v2/` and the id of the connection.
        "named" => Named,
    }
}

words! {
    /// When the secret of a token can be seen.
    Shown {
        /// When it is made, and never again; only a hash is kept.
        "once" => Once,
        /// Whenever an admin looks.
        "always" => Always,
    }
}

words! {
    /// What a further token does to those that work.
    Another {
        /// It takes their place; they stop working at once.
        "replaces" => Replaces,
        /// It works beside them.
        "joins" => Joins,
    }
}

words! {
    /// What is new after the application has been asked for new settings.
    Renews {
        /// The token.
        "token" => Token,
        /// The address and the token together.
        "url-and-token" => UrlAndToken,
    }
}

words! {
    /// What becomes of attributes that are not listed.
    Others {
        /// They are kept and may be used.
        "used" => Used,
        /// They are taken and lead to nothing.
        "ignored" => Ignored,
    }
}

words! {
    /// By which attribute somebody signs in.
    LoginAttribute {
        /// `userName`.
        "userName" => UserName,
        /// The email address.
        "email" => Email,
    }
}

words! {
    /// What single sign-on tells the application about who comes.
    Sso {
        /// Anything that the admin chooses; nothing can be compared.
        "any" => Any,
        /// The email address.
        "email" => Email,
    }
}

words! {
    /// What the application does with `department`.
    Departments {
        /// A team of that name has its people.
        "team" => Team,
        /// It is shown with the person.
        "attribute" => Attribute,
        /// Nothing.
        "ignored" => Ignored,
    }
}

words! {
    /// What the application does with `title`.
    Titles {
        /// It is the job title.
        "job-title" => JobTitle,
        /// Nothing.
        "ignored" => Ignored,
    }
}

words! {
    /// What `manager.value` is compared with.
    ManagerMatch {
        /// The `id` that the application gave the manager (RFC 7643 §4.3), as it is.
        "id" => Id,
        /// The manager's `externalId`, as it is.
        "externalId" => ExternalId,
        /// The manager's `userName`, regardless of case.
        "userName" => UserName,
        /// Any address of the manager, regardless of case.
        "email" => Email,
        /// The manager's `employeeNumber`, regardless of case.
        "employeeNumber" => EmployeeNumber,
    }
}

words! {
    /// What a group becomes.
    Groups {
        /// A role of that name, which its members have.
        "roles" => Roles,
        /// A group of users.
        "groups" => Groups,
        /// Nothing.
        "ignored" => Ignored,
    }
}

words! {
    /// What the next cycle does to permissions that an admin changed by hand.
    Cycle {
        /// It leaves them.
        "keeps" => Keeps,
        /// It sets them anew.
        "overwrites" => Overwrites,
    }
}

words! {
    /// Where somebody has a permission or role from.
    RoleOrigin {
        /// An admin set it by hand.
        "by-hand" => ByHand,
        /// A group that they are a member of gives it.
        "group" => Group,
        /// Everybody begins with it.
        "default" => Default,
    }
}

words! {
    /// What becomes of an account.
    Leaving {
        /// The application does not say.
        "unstated" => Unstated,
        /// It is deactivated: no sign-in, out of the lists of people at work.
        "deactivate" => Deactivate,
        /// It is disabled: no sign-in.
        "disable" => Disable,
        /// It is removed entirely.
        "remove" => Remove,
        /// It stays as it is.
        "keep" => Keep,
    }
}

impl Leaving {
    /// The one that a word stands for.
    pub(crate) fn named(word: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(known, _)| *known == word).map(|(_, one)| *one)
    }
}

words! {
    /// A condition that a staged person must meet to become an account.
    Condition {
        /// `active` is not false.
        "active" => Active,
        /// The email address is of a domain that single sign-on is set up for.
        "sso-domain" => SsoDomain,
        /// There is no account of this person yet.
        "not-a-member" => NotAMember,
    }
}

words! {
    /// A step of a sync.
    Step {
        /// The account is made.
        "create-account" => CreateAccount,
        /// It becomes a member of the tenant.
        "add-to-tenant" => AddToTenant,
        /// It becomes a member of groups of the application.
        "add-to-groups" => AddToGroups,
        /// What it may see and do is worked out.
        "compute-access" => ComputeAccess,
    }
}

words! {
    /// An identity provider that a guide is about.
    Provider {
        /// Microsoft Entra ID.
        "entra" => Entra,
        /// Okta.
        "okta" => Okta,
        /// Any other.
        "other" => Other,
    }
}

words! {
    /// What arrives when a step of a guide has been done.
    Waits {
        /// The identity provider's test of the connection.
        "test" => Test,
        /// Somebody.
        "person" => Person,
        /// A group.
        "group" => Group,
    }
}

words! {
    /// What can be done here, beside the step that says so.
    Offers {
        /// A token is made.
        "token" => Token,
    }
}

words! {
    /// What of the connection goes into a field of the portal.
    What {
        /// Its base URL.
        "url" => Url,
        /// The token alone.
        "token" => Token,
        /// `Bearer`, a blank and the token.
        "bearer-token" => BearerToken,
    }
}

impl Provider {
    /// The one that a word stands for.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(known, _)| *known == word);
        found.map(|(_, provider)| *provider)
    }

    /// What people call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Entra => "Microsoft Entra ID",
            Self::Okta => "Okta",
            Self::Other => "Another identity provider",
        }
    }
}
