//! What must not be stored, and what must stay.

use serde_json::json;

use super::*;
use crate::traffic::fixture;

const TOKEN: &str = "scimbox_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE_0a1B2c";

fn body(text: &str) -> String {
    let mut recorded = fixture::exchange(1);
    recorded.request.body = text.as_bytes().to_vec();
    exchange(&mut recorded, &[]);
    String::from_utf8(recorded.request.body).unwrap()
}

#[test]
fn header_secrets_go_and_the_scheme_stays() {
    let mut recorded = fixture::exchange(1);
    let pairs = [
        ("Authorization", "Bearer abc"),
        ("proxy-authorization", "Basic dTpw"),
        ("COOKIE", "session=1"),
        ("Set-Cookie", "session=2; HttpOnly"),
        ("authorization", "bare-secret"),
        ("X-Trace", "plain"),
    ];
    recorded.request.headers = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    exchange(&mut recorded, &[]);
    let values: Vec<_> = recorded
        .request
        .headers
        .iter()
        .map(|(_, v)| v.as_str())
        .collect();
    assert_eq!(
        values,
        [
            "Bearer [redacted]",
            "Basic [redacted]",
            "[redacted]",
            "[redacted]",
            "[redacted]",
            "plain"
        ]
    );
}

#[test]
fn a_password_goes_at_any_depth_and_everything_else_stays_byte_for_byte() {
    let sent = "{ \"userName\":\"ada\",\n\t\"Password\" : \"t0p\\\"secret\", \"n\": 1.50,\
                \"x\":[{\"y\":{\"PASSWORD\":{\"a\":[1]}}}]}";
    let kept = "{ \"userName\":\"ada\",\n\t\"Password\" : \"[redacted]\", \"n\": 1.50,\
                \"x\":[{\"y\":{\"PASSWORD\":\"[redacted]\"}}]}";
    assert_eq!(body(sent), kept);
}

#[test]
fn a_password_goes_in_every_form_of_a_patch_operation() {
    for operation in [
        json!({"op": "replace", "path": "password", "value": "t0psecret"}),
        json!({"value": "t0psecret", "op": "Add", "path": "Password"}),
        json!({"op": "replace", "path": "urn:ietf:params:scim:schemas:core:2.0:User:password",
               "value": "t0psecret"}),
        json!({"op": "replace", "value": {"password": "t0psecret", "active": true}}),
        json!({"op": "replace",
               "value": {"urn:ietf:params:scim:schemas:core:2.0:User:password": "t0psecret"}}),
        json!({"op": "replace", "path": "password", "value": [{"value": "t0psecret"}]}),
        json!({"op": "replace", "path": "x", "value": "{\"password\":\"t0psecret\"}"}),
    ] {
        let title = json!({"op": "add", "path": "title", "value": "kept"});
        let sent = json!({"Operations": [operation, title]});
        let kept = body(&sent.to_string());
        assert!(!kept.contains("t0psecret"), "{kept}");
        assert!(kept.contains("kept"), "{kept}");
        serde_json::from_str::<serde_json::Value>(&kept).unwrap();
    }
}

#[test]
fn a_key_written_with_escapes_is_recognised() {
    let kept = body(r#"{"p\u0061ssword":"t0psecret"}"#);
    assert_eq!(kept, r#"{"p\u0061ssword":"[redacted]"}"#);
}

#[test]
fn malformed_bodies_keep_no_password_either() {
    for sent in [
        r#"{"password":"t0psecret"#,
        r#"{"password":"t0psecret","#,
        r#"{"password":t0psecret}"#,
        r#"{"a":[{"password": {"deep":"t0psecret""#,
        r#""password":"t0psecret"}}}"#,
        r#"{"path":"password","value":"t0psecret"#,
        "grant_type=password&password=t0psecret&x=1",
        "{\"password\":\"t0psecret\\",
    ] {
        let kept = body(sent);
        assert!(!kept.contains("t0psecret"), "{sent} became {kept}");
    }
}

#[test]
fn the_proof_of_a_client_goes_and_the_rest_of_its_form_stays() {
    let sent = "grant_type=client_credentials&client_assertion_type=urn%3Ajwt&client_id=a\
                &client_assertion=eyJ.eyJ.sig&client_secret=t0psecret";
    assert_eq!(
        body(sent),
        "grant_type=client_credentials&client_assertion_type=urn%3Ajwt&client_id=a\
         &client_assertion=[redacted]&client_secret=[redacted]"
    );
}

#[test]
fn words_that_only_look_similar_stay() {
    for sent in [
        r#"{"passwordPolicy":"strong","displayName":"Password team"}"#,
        r#"{"op":"remove","path":"passwordHint","value":"x"}"#,
        "no JSON at all, \u{fc}ber alles",
        "",
    ] {
        assert_eq!(body(sent), sent);
    }
}

#[test]
fn tokens_of_our_form_go_wherever_they_stand() {
    let mut recorded = fixture::exchange(1);
    recorded.path = format!("/scim/v2/{TOKEN}/Users");
    recorded.query = Some(format!("token={TOKEN}&count=1"));
    recorded.user_agent = Some(format!("curl {TOKEN}"));
    recorded.request.headers = vec![("X-Debug".into(), format!("a {TOKEN} b"))];
    recorded.request.body = format!("{{\"note\":\"{TOKEN}\"}}").into_bytes();
    recorded.response.body = format!("not json {TOKEN}.").into_bytes();
    recorded.findings[0].detail = format!("Sent {TOKEN}.");
    exchange(&mut recorded, &[]);
    let all = format!("{recorded:?}");
    assert!(!all.contains("AbCdEf"), "{all}");
    assert_eq!(recorded.query.as_deref(), Some("token=[redacted]&count=1"));
    assert_eq!(recorded.response.body, b"not json scimbox_[redacted].");
    assert_eq!(recorded.request.headers[0].1, "a scimbox_[redacted] b");
}

#[test]
fn a_filter_on_the_password_goes_and_other_parameters_stay() {
    let clean = |query: &str| text::query(query, &mut Echoes::default());
    assert_eq!(
        clean("filter=p%61ssword%20eq%20%22t0psecret%22&count=5"),
        "filter=[redacted]&count=5"
    );
    assert_eq!(
        clean("Password=x&attributes=password"),
        "Password=[redacted]&attributes=password"
    );
    assert_eq!(
        clean("filter=userName+eq+%22ada%22&flag"),
        "filter=userName+eq+%22ada%22&flag"
    );
    assert_eq!(
        clean("a=%zz%4"),
        "a=%zz%4",
        "broken escapes stay as they are"
    );
}

#[test]
fn an_answer_or_finding_that_repeats_the_password_does_not_keep_it() {
    let mut recorded = fixture::exchange(1);
    recorded.request.body = br#"{"password":"t0p\u0073ecret"}"#.to_vec();
    recorded.response.body = b"the value t0psecret is too short".to_vec();
    recorded.findings[0].detail = "'t0psecret' was sent.".into();
    recorded.error = Some(crate::Failure {
        scim_type: None,
        detail: "t0psecret is bad".into(),
    });
    let echoes = exchange(&mut recorded, &[]);
    assert_eq!(recorded.response.body, b"the value [redacted] is too short");
    assert_eq!(recorded.findings[0].detail, "'[redacted]' was sent.");
    assert_eq!(recorded.error.unwrap().detail, "[redacted] is bad");
    assert_eq!(echoes.text("t0psecret!".into()), "[redacted]!");
}

#[test]
fn an_echo_is_found_as_it_stands_in_json_too() {
    let mut recorded = fixture::exchange(1);
    recorded.request.body = json!({"password": "t0p\"sec\\ret"})
        .to_string()
        .into_bytes();
    recorded.response.body = json!({"detail": "bad: t0p\"sec\\ret"})
        .to_string()
        .into_bytes();
    exchange(&mut recorded, &[]);
    assert_eq!(recorded.response.body, br#"{"detail":"bad: [redacted]"}"#);
}

#[test]
fn finding_goes_on_behind_a_false_start() {
    assert_eq!(text::find(b"ppassPassword", b"password", 0), Some(5));
    assert_eq!(text::find(b"password", b"password", 1), None);
    assert_eq!(text::find(b"passwor", b"password", 0), None);
    assert_eq!(text::find(b"", b"password", 0), None);
    assert_eq!(text::find(b"x", b"x", 9), None);
}

#[test]
fn a_filter_in_a_body_goes_and_so_does_whatever_quotes_it() {
    for filter in [
        r#"password eq "t0psecret""#,
        r#"password eq "t0psecret"#,
        r#"userName eq "ada" and PassWord sw "t0psecret""#,
        r#"password = 't0psecret'"#,
        "password eq t0psecret)",
        r#"password eq "x\" t0psecret" or"#,
    ] {
        let mut recorded = fixture::exchange(1);
        recorded.request.body = json!({"filter": filter, "count": 2})
            .to_string()
            .into_bytes();
        let clipped: String = filter.chars().take(40).collect();
        let detail = format!("'{filter}': expected the end at '{clipped}'.");
        recorded.response.body = json!({"detail": detail}).to_string().into_bytes();
        recorded.findings[0].detail = detail.clone();
        recorded.error = Some(crate::Failure {
            scim_type: None,
            detail,
        });
        exchange(&mut recorded, &[]);
        let kept = String::from_utf8(recorded.request.body.clone()).unwrap();
        assert!(kept.contains(r#""filter":"[redacted]""#) && kept.contains(r#""count":2"#));
        let all = format!("{recorded:?}") + &String::from_utf8_lossy(&recorded.response.body);
        assert!(!all.contains("t0psecret"), "{filter}: {all}");
    }
}

#[test]
fn an_error_that_quotes_a_filter_of_the_query_does_not_keep_it() {
    for query in [
        "filter=password%20eq%20%22t0psecret",
        "filter=password+eq+%22t0psecret",
        "count=1&filter=password eq t0psecret",
    ] {
        let detail = r#"'password eq "t0psecret': a quotation mark is not closed."#;
        let mut recorded = fixture::exchange(1);
        recorded.query = Some(query.into());
        recorded.response.body = json!({"detail": detail}).to_string().into_bytes();
        recorded.error = Some(crate::Failure {
            scim_type: None,
            detail: detail.into(),
        });
        exchange(&mut recorded, &[]);
        let error = recorded.error.unwrap().detail;
        assert_eq!(error, "'[redacted]': a quotation mark is not closed.");
        let kept = String::from_utf8(recorded.response.body).unwrap();
        assert!(!kept.contains("t0psecret"), "{kept}");
        assert!(!recorded.query.unwrap().contains("t0psecret"));
    }
}

#[test]
fn a_path_that_compares_a_password_goes() {
    for path in [
        r#"emails[password eq "t0psecret"].value"#,
        r#"emails[type eq "work" and password co "t0psecret"]"#,
        r#"password[value eq "t0psecret"]"#,
    ] {
        let kept = body(&json!({"op": "replace", "path": path, "value": "kept"}).to_string());
        assert!(!kept.contains("t0psecret"), "{kept}");
    }
    for path in ["emails[type eq \"work\"].value", "The password le"] {
        let sent = json!({"path": path}).to_string();
        assert_eq!(body(&sent), sent);
    }
}

#[test]
fn credentials_in_the_query_go_wherever_they_are_repeated() {
    let mut recorded = fixture::exchange(1);
    recorded.query = Some("access_token=t0psecret%21&API_KEY=s&count=1".into());
    recorded.request.headers = vec![("referer".into(), "/?access_token=t0psecret%21".into())];
    recorded.findings[0].detail = "'t0psecret!' was ignored.".into();
    exchange(&mut recorded, &[]);
    assert_eq!(
        recorded.query.as_deref(),
        Some("access_token=[redacted]&API_KEY=[redacted]&count=1")
    );
    assert_eq!(recorded.request.headers[0].1, "/?access_token=[redacted]");
    assert_eq!(recorded.findings[0].detail, "'[redacted]' was ignored.");
}

#[test]
fn every_header_with_a_credential_goes() {
    let secret = [
        "X-Api-Key",
        "ApiKey",
        "X-Auth-Token",
        "x-access-token",
        "X-Amz-Security-Token",
        "X-Forwarded-Authorization",
        "X-Client-Secret",
        "x-functions-key",
    ];
    let plain = [
        "Content-Type",
        "If-Match",
        "X-Request-Id",
        "WWW-Authenticate",
    ];
    let mut recorded = fixture::exchange(1);
    let all = secret.iter().chain(&plain);
    recorded.request.headers = all.map(|n| ((*n).to_owned(), "t0psecret".into())).collect();
    exchange(&mut recorded, &[]);
    for (name, value) in recorded.request.headers {
        let expected = match plain.contains(&name.as_str()) {
            true => "t0psecret",
            false => "[redacted]",
        };
        assert_eq!(value, expected, "{name}");
    }
}

#[test]
fn a_document_keeps_no_password_at_any_depth() {
    let mut document = json!({
        "userName": "ada",
        "emails": [{"value": "a@b.c", "passWord": "x"}, {"password": "x"}, {}],
        "urn:x:y": {"deep": [[{"urn:x:y:password": "x", "passwordHint": "dog"}]]},
    });
    without_passwords(document.as_object_mut().unwrap());
    let kept = json!({
        "userName": "ada",
        "emails": [{"value": "a@b.c"}, {}],
        "urn:x:y": {"deep": [[{"passwordHint": "dog"}]]},
    });
    assert_eq!(document, kept);
}

proptest::proptest! {
    #[test]
    fn redaction_never_panics_on_any_bytes(bytes: Vec<u8>) {
        let mut body = b"{\"password\":".to_vec();
        body.extend(bytes);
        json::without_secrets(body, &mut Echoes::default());
    }

    #[test]
    fn valid_json_stays_valid_and_loses_every_password(
        secret in "[a-zA-Z0-9\\\\\"\u{fc}]{6,20}",
        depth in 0usize..6,
    ) {
        let secret = format!("~{secret}~");
        let mut value = json!({"password": secret, "keep": 1});
        for _ in 0..depth {
            value = json!({"a": [value, {"b": true}]});
        }
        let kept = body(&value.to_string());
        let escaped = serde_json::to_string(&secret).unwrap();
        proptest::prop_assert!(!kept.contains(&escaped));
        serde_json::from_str::<serde_json::Value>(&kept).unwrap();
    }
}

/// The names that a schema gives may be short, and then they are a part of many words.
#[test]
fn of_a_body_that_is_no_json_nothing_is_kept_from_the_first_secret_on() {
    let utf_16: Vec<u8> = "{\"a\":1,\"password\":\"t0psecret\"}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let bodies = [
        b"{'userName':'ada','password':'t0psecret'}".to_vec(),
        b"<User><Password>t0psecret</Password></User>".to_vec(),
        utf_16,
    ];
    for body in bodies {
        let mut recorded = fixture::exchange(1);
        recorded.request.body = body.clone();
        exchange(&mut recorded, &[]);
        let kept: Vec<u8> = recorded.request.body;
        let plain: Vec<u8> = kept.iter().copied().filter(|byte| *byte != 0).collect();
        let plain = String::from_utf8(plain).unwrap();
        assert!(!plain.contains("t0psecret"), "{plain}");
        assert!(plain.ends_with(REDACTED), "{plain}");
        assert!(kept.starts_with(&body[..2]));
    }
}

#[test]
fn a_sentence_that_quotes_json_sent_as_text_does_not_keep_the_secret_in_it() {
    let mut recorded = fixture::exchange(1);
    recorded.request.body = br#"{"op":"replace","value":"{\"password\":\"t0psecret\"}"}"#.to_vec();
    recorded.response.body =
        br#"{"detail":"'value' must be an object, not \"{\\\"password\\\":\\\"t0psecret\\\"}\"."}"#
            .to_vec();
    exchange(&mut recorded, &[]);
    let answer = String::from_utf8(recorded.response.body).unwrap();
    assert!(!answer.contains("t0psecret"), "{answer}");
}

#[test]
fn names_of_a_schema_are_whole_words_in_filters_and_whole_keys_in_bodies() {
    let own = ["pin".to_owned()];
    let query = |filter: &str| {
        let mut recorded = fixture::exchange(1);
        recorded.query = Some(format!("filter={}", filter.replace(' ', "+")));
        exchange(&mut recorded, &own);
        recorded.query.unwrap_or_default()
    };
    for secret in [
        "pin eq \"4711-0815\"",
        "urn:x:1.0:Door:pin eq \"4711-0815\"",
        "not (PIN sw \"4711-0815\")",
        "doors[pin eq \"4711-0815\"]",
        "door.pin eq \"4711-0815",
    ] {
        assert!(!query(secret).contains("4711"), "{secret}");
    }
    for plain in [
        "userType eq \"spinning-4711\"",
        "pinned eq \"4711\"",
        "pin-code eq \"4711\"",
    ] {
        assert!(query(plain).contains("4711"), "{plain}");
    }
    let mut recorded = fixture::exchange(1);
    recorded.request.body =
        br#"{"pinned":"4711-a","Pin":"4711-b","x":[{"urn:x:pin":4711}]}"#.to_vec();
    exchange(&mut recorded, &own);
    assert_eq!(
        String::from_utf8(recorded.request.body).unwrap(),
        r#"{"pinned":"4711-a","Pin":"[redacted]","x":[{"urn:x:pin":"[redacted]"}]}"#
    );
}
