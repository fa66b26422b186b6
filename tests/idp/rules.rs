//! What holds for every answer, whatever the exchange.

use acceptance::harness::wire::Answer;
use serde_json::Value;

const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/// Every general rule the answer breaks. `method` and `path` are those of the request.
pub(crate) fn broken(method: &str, path: &str, answer: &Answer) -> Vec<String> {
    let mut found = Vec::new();
    if answer.body.is_empty() {
        if !matches!(answer.status, 204 | 304) {
            found.push(format!("{} has no body", answer.status));
        }
        return found;
    }
    let token = path.ends_with("/oauth2/token");
    let wanted = if token {
        "application/json"
    } else {
        "application/scim+json"
    };
    let kind = answer.header("content-type").unwrap_or_default();
    if kind.split(';').next() != Some(wanted) {
        found.push(format!("the content type is {kind:?}, not {wanted}"));
    }
    let body = answer.json();
    if let Some(place) = null_in(&body, "") {
        found.push(format!("{place} is null"));
    }
    if token {
        return found;
    }
    if answer.status >= 400 {
        found.extend(broken_error(answer.status, &body));
    } else if schemas(&body).any(|urn| urn == LIST) {
        found.extend(broken_list(&body));
    } else if body.pointer("/meta/resourceType").is_some() {
        found.extend(broken_resource(method, answer, &body));
    }
    found
}

fn schemas(body: &Value) -> impl Iterator<Item = &str> {
    let list = body.get("schemas").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str)
}

fn broken_error(status: u16, body: &Value) -> Vec<String> {
    let mut found = Vec::new();
    if !schemas(body).eq([ERROR]) {
        found.push(format!("{body} is no SCIM error"));
    }
    if body.get("status") != Some(&Value::String(status.to_string())) {
        found.push(format!("the status in {body} is not the text \"{status}\""));
    }
    if body
        .get("detail")
        .and_then(Value::as_str)
        .is_none_or(str::is_empty)
    {
        found.push(format!("{body} has no detail"));
    }
    found
}

fn broken_list(body: &Value) -> Vec<String> {
    let number = |name: &str| body.get(name).and_then(Value::as_u64);
    let Some(resources) = body.get("Resources").and_then(Value::as_array) else {
        return vec![format!("{body} has no Resources")];
    };
    let mut found = Vec::new();
    if number("itemsPerPage") != Some(resources.len() as u64) {
        found.push(format!(
            "itemsPerPage is not the length of Resources in {body}"
        ));
    }
    if number("startIndex").is_none_or(|start| start == 0) {
        found.push(format!("startIndex does not count from one in {body}"));
    }
    if number("totalResults").is_none_or(|total| total < resources.len() as u64) {
        found.push(format!(
            "totalResults is less than what is listed in {body}"
        ));
    }
    found
}

fn broken_resource(method: &str, answer: &Answer, body: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let discovery = matches!(
        body.pointer("/meta/resourceType").and_then(Value::as_str),
        Some("ServiceProviderConfig" | "ResourceType" | "Schema")
    );
    if !discovery && body.get("id").is_none_or(|id| !id.is_string()) {
        found.push(format!("the id in {body} is no text"));
    }
    if method == "POST"
        && answer.header("location") != body.pointer("/meta/location").and_then(Value::as_str)
    {
        found.push("the Location header is not meta.location".to_owned());
    }
    found
}

fn null_in(value: &Value, at: &str) -> Option<String> {
    match value {
        Value::Null => Some(if at.is_empty() {
            "the body".to_owned()
        } else {
            at.to_owned()
        }),
        Value::Array(items) => {
            let mut places = items.iter().enumerate();
            places.find_map(|(index, item)| null_in(item, &format!("{at}/{index}")))
        }
        Value::Object(members) => members
            .iter()
            .find_map(|(key, member)| null_in(member, &format!("{at}/{key}"))),
        _ => None,
    }
}
