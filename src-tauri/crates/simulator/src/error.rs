//! Why a request, or a whole run, did not succeed. Every message is a sentence for the user.

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The base URL is of no use.
    #[error("{url:?} cannot be provisioned: {reason}.")]
    Address {
        /// The base URL as it was given.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The token cannot stand in a header.
    #[error("The token holds characters that cannot be sent in an HTTP header.")]
    Token,
    /// Nobody listens.
    #[error("Nothing answers at {url} ({reason}). Is the server running?")]
    Unreachable {
        /// The base URL.
        url: String,
        /// What the operating system says.
        reason: String,
    },
    /// 401 or 403: everything that follows would be refused as well.
    #[error("The server refuses this client with {status}: {detail}")]
    Denied {
        /// HTTP status.
        status: u16,
        /// The server's reason.
        detail: String,
    },
    /// Another status of 400 and above.
    #[error("{request} was answered with {status}: {detail}")]
    Refused {
        /// Method and path.
        request: String,
        /// HTTP status.
        status: u16,
        /// `scimType` of the SCIM error (RFC 7644 §3.12).
        scim_type: Option<String>,
        /// The server's reason.
        detail: String,
    },
    /// The status is fine, but an identity provider could not work with the answer.
    #[error("{request} was answered with {status}, but {reason}.")]
    Unusable {
        /// Method and path.
        request: String,
        /// HTTP status.
        status: u16,
        /// What is missing or wrong.
        reason: String,
    },
    /// The connection broke or the answer took too long.
    #[error("{request} was not answered: {reason}.")]
    Unanswered {
        /// Method and path.
        request: String,
        /// What happened.
        reason: String,
    },
    /// This identity provider has no such request.
    #[error("{0}")]
    NeverSent(&'static str),
    /// The run was stopped before this request was sent.
    #[error("Stopped.")]
    Stopped,
}

impl Error {
    /// Whether no further request can succeed.
    #[must_use]
    pub fn is_final(&self) -> bool {
        match self {
            Self::Address { .. }
            | Self::Token
            | Self::Unreachable { .. }
            | Self::Denied { .. }
            | Self::Stopped => true,
            Self::Refused { .. }
            | Self::Unusable { .. }
            | Self::Unanswered { .. }
            | Self::NeverSent(_) => false,
        }
    }
}
