//! The endpoints that describe the service (RFC 7644 §4): ServiceProviderConfig, ResourceTypes,
//! Schemas. What they say comes from the connection's registry, custom schemas included.

use http::{Method, StatusCode};
use sandbox::Story;
use scim::Error;
use scim::discovery::{self, Limits};
use serde_json::Value;

use crate::answer::{Answer, Failure};
use crate::app::Admitted;
use crate::arrival::Arrival;
use crate::route::Target;
use crate::{limits, methods};

/// Answers a request to an endpoint that is not about stored resources.
///
/// # Errors
/// 404 for what does not exist, 405 for methods other than GET and HEAD, 403 for a filter on a
/// discovery endpoint (RFC 7644 §4).
pub(crate) fn answer(
    admitted: &Admitted,
    target: &Target,
    arrival: &Arrival,
) -> Result<Answer, Failure> {
    if matches!(target, Target::Unknown | Target::Outside) {
        return Err(unknown(arrival));
    }
    if arrival.method != Method::GET && arrival.method != Method::HEAD {
        return methods::other(arrival, "GET, HEAD");
    }
    if arrival
        .pairs()
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("filter"))
    {
        return Err(Error::forbidden("A filter is not allowed on this endpoint.").into());
    }
    let registry = &admitted.connection.registry;
    let (what, body) = match target {
        Target::ServiceProviderConfig => {
            let config = discovery::service_provider_config(&Limits {
                max_results: limits::LONGEST_PAGE.unsigned_abs(),
                max_payload_size: limits::LARGEST_BULK as u64,
                ..Limits::default()
            });
            (
                "ServiceProviderConfig",
                located(config, admitted, "/ServiceProviderConfig"),
            )
        }
        Target::ResourceTypes(name) => {
            let documents = discovery::resource_types(registry);
            (
                "ResourceTypes",
                listed_or_one(documents, name.as_deref(), admitted, "/ResourceTypes")?,
            )
        }
        Target::Schemas(urn) => {
            let documents = discovery::schemas(registry);
            (
                "Schemas",
                listed_or_one(documents, urn.as_deref(), admitted, "/Schemas")?,
            )
        }
        _ => return Err(unknown(arrival)),
    };
    Ok(Answer::json(
        StatusCode::OK,
        body,
        Story::Discovered {
            what: what.to_owned(),
        },
    ))
}

/// 404 for a path that SCIM does not define.
pub(crate) fn unknown(arrival: &Arrival) -> Failure {
    let below = arrival
        .route
        .as_ref()
        .map_or("", |route| route.below.as_str());
    Error::not_found(format!("There is no endpoint {below} below this base URL.")).into()
}

fn listed_or_one(
    documents: Vec<Value>,
    wanted: Option<&str>,
    admitted: &Admitted,
    endpoint: &str,
) -> Result<Value, Error> {
    let own_id = |document: &Value| {
        document
            .get("id")
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned()
    };
    let mut located = documents.into_iter().map(|document| {
        let path = format!("{endpoint}/{}", own_id(&document));
        located(document, admitted, &path)
    });
    match wanted {
        Some(id) => located
            .find(|document| own_id(document).eq_ignore_ascii_case(id))
            .ok_or_else(|| Error::not_found(format!("There is no {id} among {endpoint}."))),
        None => {
            let all: Vec<Value> = located.collect();
            Ok(scim::ListResponse::by_index(all.len() as u64, 1, all).to_value())
        }
    }
}

fn located(mut document: Value, admitted: &Admitted, path: &str) -> Value {
    if let Some(meta) = document.get_mut("meta").and_then(Value::as_object_mut) {
        meta.insert(
            "location".to_owned(),
            format!("{}{path}", admitted.base_url).into(),
        );
    }
    document
}
