//! Whether single sign-on would find somebody's account: the login that the application goes by, beside
//! what the identity provider tells about who comes.
//!
//! Compared regardless of case, since `userName` is not case exact (RFC 7643 §4.1.1); a difference in
//! case is told all the same, because not every application does as the standard says.

use crate::outcome::Status;
use crate::twins::{Login, LoginAttribute, Sso};

/// What would become of somebody who comes through single sign-on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The login is what single sign-on tells.
    Matches,
    /// It is, but for upper and lower case.
    OtherCase,
    /// What single sign-on tells cannot be compared.
    #[default]
    NotCompared,
    /// It is something else, and nobody's login: they would not be found.
    Differs,
    /// It is somebody else's login: they would come into that account.
    SomebodyElse,
    /// Somebody else has the same login: which account is meant cannot be told.
    Shared,
    /// There is nothing to sign in with, or nothing that single sign-on could tell.
    Missing,
    /// Their status keeps them from signing in, whatever the login.
    Barred,
}

impl Verdict {
    /// Whether somebody who should be able to sign in is not.
    #[must_use]
    pub fn is_refused(self) -> bool {
        matches!(
            self,
            Self::Differs | Self::SomebodyElse | Self::Shared | Self::Missing
        )
    }
}

/// What is known of how somebody could sign in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// `userName`.
    pub user_name: Option<String>,
    /// The primary address, else the work one, else the first.
    pub email: Option<String>,
    /// Whether the `userName` is one of their addresses.
    pub is_address: bool,
    /// Who else has the login that single sign-on would ask for, or this one: id and name.
    pub other: Option<(String, String)>,
}

/// How somebody would sign in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignIn {
    /// What would become of it.
    pub verdict: Verdict,
    /// The login in the application.
    pub login: Option<String>,
    /// What single sign-on would tell, where that is known.
    pub told: Option<String>,
    /// Whether the `userName` is the UPN of a guest of Entra ID, which no sign-in tells.
    pub guest: bool,
    /// Who else it would be, by id and name.
    pub other: Option<(String, String)>,
}

/// Whether somebody could sign in, by the login rules of the application and their status.
#[must_use]
pub fn verdict(login: Login, status: Status, who: Identity) -> SignIn {
    let guest = who.user_name.as_deref().is_some_and(is_guest);
    let told = match (login.sso, who.is_address) {
        (Sso::Any, _) => None,
        // Of several addresses it is the one that fits.
        (Sso::Email, true) if !same(&who.user_name, &who.email) => who.user_name.clone(),
        (Sso::Email, _) => who.email.clone(),
    };
    let own = match login.attribute {
        LoginAttribute::UserName => who.user_name,
        LoginAttribute::Email => who.email,
    };
    let verdict = match (login.attribute, login.sso) {
        _ if !matches!(status, Status::Active | Status::Leaving) => Verdict::Barred,
        _ if own.is_none() => Verdict::Missing,
        (LoginAttribute::Email, _) if who.other.is_some() => Verdict::Shared,
        (_, Sso::Any) => Verdict::NotCompared,
        (LoginAttribute::Email, Sso::Email) => Verdict::Matches,
        (LoginAttribute::UserName, Sso::Email) if told.is_none() => Verdict::Missing,
        (LoginAttribute::UserName, Sso::Email) if told == own => Verdict::Matches,
        (LoginAttribute::UserName, Sso::Email) if same(&told, &own) => Verdict::OtherCase,
        (LoginAttribute::UserName, Sso::Email) if who.other.is_some() => Verdict::SomebodyElse,
        (LoginAttribute::UserName, Sso::Email) => Verdict::Differs,
    };
    let counts = matches!(verdict, Verdict::Shared | Verdict::SomebodyElse);
    SignIn {
        verdict,
        login: own,
        told,
        guest,
        other: who.other.filter(|_| counts),
    }
}

/// `ada_fabrikam.com#EXT#@contoso.onmicrosoft.com`: the form that Entra ID gives the UPN of a guest.
fn is_guest(user_name: &str) -> bool {
    user_name.to_lowercase().contains("#ext#")
}

fn same(one: &Option<String>, other: &Option<String>) -> bool {
    let folded = |text: &Option<String>| text.as_deref().map(str::to_lowercase);
    folded(one) == folded(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL_IS_TOLD: Login = Login {
        attribute: LoginAttribute::UserName,
        sso: Sso::Email,
    };
    const BY_MAIL: Login = Login {
        attribute: LoginAttribute::Email,
        sso: Sso::Email,
    };

    fn who(user_name: &str, email: Option<&str>) -> Identity {
        Identity {
            user_name: Some(user_name.to_owned()),
            email: email.map(str::to_owned),
            is_address: email.is_some_and(|email| email.eq_ignore_ascii_case(user_name)),
            other: None,
        }
    }

    fn judged(login: Login, who: Identity) -> Verdict {
        verdict(login, Status::Active, who).verdict
    }

    #[test]
    fn a_user_name_must_be_the_address_that_single_sign_on_tells() {
        let judged = |user_name, email| judged(MAIL_IS_TOLD, who(user_name, email));
        assert_eq!(judged("ada@x", Some("ada@x")), Verdict::Matches);
        assert_eq!(judged("Ada@X", Some("ada@x")), Verdict::OtherCase);
        assert_eq!(judged("ada@upn", Some("ada@x")), Verdict::Differs);
        assert_eq!(judged("ada@upn", None), Verdict::Missing);
    }

    #[test]
    fn one_of_several_addresses_is_enough() {
        let several = Identity {
            is_address: true,
            ..who("ada@old", Some("ada@new"))
        };
        let found = verdict(MAIL_IS_TOLD, Status::Active, several);
        assert_eq!(found.verdict, Verdict::Matches);
        assert_eq!(found.told.as_deref(), Some("ada@old"));
    }

    #[test]
    fn an_address_that_is_the_login_of_somebody_else_leads_into_that_account() {
        let other = Some(("u-2".to_owned(), "Bea".to_owned()));
        let ada = Identity {
            other: other.clone(),
            ..who("ada@upn", Some("bea@x"))
        };
        let found = verdict(MAIL_IS_TOLD, Status::Active, ada.clone());
        assert_eq!((found.verdict, found.other), (Verdict::SomebodyElse, other));
        assert_eq!(judged(BY_MAIL, ada), Verdict::Shared);
        // Whose login it is, is found, whoever else has the address.
        let bea = Identity {
            other: Some(("u-1".to_owned(), "Ada".to_owned())),
            ..who("bea@x", Some("bea@x"))
        };
        let found = verdict(MAIL_IS_TOLD, Status::Active, bea);
        assert_eq!((found.verdict, found.other), (Verdict::Matches, None));
    }

    #[test]
    fn nothing_is_compared_where_the_admin_chooses_what_is_told() {
        let any = |attribute| Login {
            attribute,
            sso: Sso::Any,
        };
        let ada = who("ada@upn", Some("ada@x"));
        let by_name = any(LoginAttribute::UserName);
        assert_eq!(judged(by_name, ada.clone()), Verdict::NotCompared);
        let nameless = Identity { email: None, ..ada };
        let by_mail = any(LoginAttribute::Email);
        assert_eq!(judged(by_mail, nameless), Verdict::Missing);
    }

    #[test]
    fn whoever_has_no_account_to_come_into_is_barred_and_guests_are_named() {
        let guest = who("ada_x.com#EXT#@contoso.onmicrosoft.com", Some("ada@x.com"));
        let found = verdict(MAIL_IS_TOLD, Status::Disabled, guest.clone());
        assert_eq!((found.verdict, found.guest), (Verdict::Barred, true));
        assert!(!found.verdict.is_refused(), "it is meant that way");
        let found = verdict(MAIL_IS_TOLD, Status::Active, guest);
        assert_eq!((found.verdict, found.guest), (Verdict::Differs, true));
        assert!(found.verdict.is_refused());
    }
}
