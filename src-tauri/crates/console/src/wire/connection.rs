//! Connections and their tokens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{KeyringState, Millis};

/// One IdP → app link with its own base URL, tokens, twin and directory.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ConnectionView {
    /// `scim_conn_…`
    pub id: String,
    /// Name the user gave it.
    pub name: String,
    /// Id of the twin whose rules it follows, for example `generic`.
    pub twin: String,
    /// What people call the application that the twin stands for.
    pub application: String,
    /// Identity provider the user chose or that was seen.
    pub idp: Option<Idp>,
    /// Off answers 403 to every SCIM request.
    pub enabled: bool,
    /// Whether tolerated departures from the RFC are answered with errors instead.
    pub strict: bool,
    /// Requests per second above which 429 is answered; absent means no limit.
    pub rate_limit: Option<u32>,
    /// The default connection also answers at the base URL without an id, until its settings are
    /// made anew, and cannot be deleted.
    pub is_default: bool,
    /// Base URL to paste into the identity provider, in the shape that the twin gives it.
    pub base_url: String,
    /// Base URL that names the connection, `…/scim/v2/scim_conn_…`.
    pub named_url: String,
    /// When it was made.
    pub created_at: Millis,
    /// Whether its twin says that a new token ends those that work.
    pub new_token_replaces: bool,
    /// Whether its twin makes the address and the token anew together.
    pub renews_address: bool,
    /// Whether its twin shows a token again, and not once.
    pub shows_tokens: bool,
    /// Whether its twin makes teams of departments.
    pub makes_teams: bool,
    /// Whether its twin has reporting lines.
    pub has_lines: bool,
    /// What its twin makes of groups.
    #[ts(type = "\"roles\" | \"groups\" | \"ignored\"")]
    pub groups: String,
    /// What its twin calls starting a sync; absent where nothing is staged.
    pub sync_button: Option<String>,
    /// Tokens that are accepted now.
    pub active_tokens: u32,
}

/// Product at the other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum Idp {
    /// Microsoft Entra ID.
    Entra,
    /// Okta.
    Okta,
    /// Anything else.
    Other,
}

/// Makes a connection.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct AddConnection {
    /// Name, unique in the workspace.
    pub name: String,
    /// Identity provider that will use it.
    pub idp: Option<Idp>,
    /// Id of the twin that it follows; `generic` without one.
    #[ts(optional)]
    pub twin: Option<String>,
}

/// Changes what is given and leaves the rest.
#[derive(Debug, Clone, Default, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct ChangeConnection {
    /// Connection id.
    pub connection: String,
    /// New name.
    #[ts(optional)]
    pub name: Option<String>,
    /// Identity provider that uses it.
    #[ts(optional)]
    pub idp: Option<Idp>,
    /// On or off (403).
    #[ts(optional)]
    pub enabled: Option<bool>,
    /// Strict or tolerant.
    #[ts(optional)]
    pub strict: Option<bool>,
    /// Requests per second; 0 removes the limit.
    #[ts(optional)]
    pub rate_limit: Option<u32>,
}

/// What deleting or emptying a connection would take away.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct DeletionPreview {
    /// People in its directory.
    pub people: u64,
    /// Groups in its directory.
    pub groups: u64,
    /// Resources of added types.
    pub others: u64,
    /// Recorded exchanges.
    pub exchanges: u64,
    /// Tokens that would stop working.
    pub tokens: u64,
    /// Accounts in the application.
    pub accounts: u64,
    /// How many of them have no access already.
    pub without: u64,
    /// What becomes of them when the connection is deleted.
    pub outcome: AccountsAfter,
}

/// What becomes of accounts whose connection is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum AccountsAfter {
    /// The application does not say.
    Unstated,
    /// They keep their access.
    Keep,
    /// They are deactivated.
    Deactivate,
    /// They are disabled.
    Disable,
    /// They are removed.
    Remove,
}

/// Empties a connection; what is true goes.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EmptyConnection {
    /// Connection id.
    pub connection: String,
    /// Remove all people and groups with their history.
    pub people: bool,
    /// Remove all recorded traffic.
    pub traffic: bool,
}

/// A bearer token, without its secret.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct TokenView {
    /// `tok_…`
    pub id: String,
    /// Name the user gave it.
    pub label: String,
    /// Last four characters, to tell tokens apart.
    pub hint: String,
    /// `window`, `cli`, `environment` or `simulator`.
    pub created_by: String,
    /// When it was made.
    pub created_at: Millis,
    /// When it last let a request in.
    pub last_used_at: Option<Millis>,
    /// How many requests it let in.
    pub use_count: u64,
    /// When it stopped working.
    pub revoked_at: Option<Millis>,
    /// Why it stopped working: `rotated`, `revoked`, …
    pub revoked_reason: Option<String>,
}

/// Makes a token.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MintToken {
    /// Connection id.
    pub connection: String,
    /// Name for the list, for example `Entra ID`.
    pub label: String,
}

/// Names one token of a connection.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct OfToken {
    /// Connection id.
    pub connection: String,
    /// Token id.
    pub token: String,
}

/// A connection at another address, with the token that was made with it.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct NewSettings {
    /// The connection as it is now.
    pub connection: ConnectionView,
    /// Its token, shown once.
    pub minted: MintedToken,
}

/// A token with its secret: when it is made, and again where the application shows it again. No other
/// answer carries one.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct MintedToken {
    /// The token.
    pub token: TokenView,
    /// The secret (`scimbox_…`); what Entra's *Secret Token* field takes.
    pub secret: String,
    /// `Bearer scimbox_…`: what Okta's *Authorization* header takes.
    pub header_value: String,
    /// `Ready` when the keyring keeps it; otherwise it lives for this session only.
    pub kept: KeyringState,
}
