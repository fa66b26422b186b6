//! An exchange as a curl command that can be pasted into a shell, with the token as `$SCIM_TOKEN`.

use sandbox::Exchange;

/// Headers that curl sets itself or that make no sense outside the original request.
const LEFT_OUT: [&str; 9] = [
    "host",
    "content-length",
    "connection",
    "accept-encoding",
    "authorization",
    "transfer-encoding",
    "user-agent",
    "x-scimbox-origin",
    "expect",
];

/// The command; `url` is the full URL.
pub(crate) fn command(exchange: &Exchange, url: &str) -> String {
    let mut parts = vec![format!("curl -X {} {}", exchange.method, quoted(url))];
    let authorised = exchange
        .request
        .headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    if authorised {
        parts.push("-H \"Authorization: Bearer $SCIM_TOKEN\"".to_owned());
    }
    for (name, value) in &exchange.request.headers {
        if !LEFT_OUT
            .iter()
            .any(|left_out| name.eq_ignore_ascii_case(left_out))
        {
            parts.push(format!("-H {}", quoted(&format!("{name}: {value}"))));
        }
    }
    if !exchange.request.body.is_empty() {
        let body = String::from_utf8_lossy(&exchange.request.body);
        parts.push(format!("--data-binary {}", quoted(&body)));
    }
    parts.join(" \\\n  ")
}

/// A word for a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_in_a_body_cannot_end_the_word() {
        assert_eq!(quoted("O'Brien; rm -rf ~"), "'O'\\''Brien; rm -rf ~'");
    }
}
