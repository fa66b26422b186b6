//! What an identity provider reads from an answer: the status, `id`, `totalResults`, `Resources`,
//! and the reason of an error (RFC 7644 §3.4.2, §3.12). Everything else is ignored, as Entra does.

use bytes::Bytes;
use serde_json::Value;

use crate::error::Error;

/// Longest piece of an answer that is no SCIM error that is quoted in a sentence.
const QUOTED: usize = 160;

/// A complete answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    /// Method and path of the request.
    pub(crate) request: String,
    /// HTTP status.
    pub(crate) status: u16,
    /// Body as it came.
    pub(crate) body: Bytes,
}

impl Answer {
    /// Turns refusals into errors.
    pub(crate) fn accepted(self) -> Result<Self, Error> {
        match self.status {
            200..=299 => Ok(self),
            401 | 403 => Err(Error::Denied {
                status: self.status,
                detail: self.detail(),
            }),
            400.. => {
                let error = serde_json::from_slice::<Value>(&self.body).ok();
                let scim_type = error
                    .as_ref()
                    .and_then(|error| error.get("scimType"))
                    .and_then(Value::as_str);
                Err(Error::Refused {
                    scim_type: scim_type.map(str::to_owned),
                    detail: self.detail(),
                    status: self.status,
                    request: self.request,
                })
            }
            _ => Err(self.unusable("identity providers do not follow redirections")),
        }
    }

    /// The resources of a search. A missing list is an empty one if nothing was found.
    pub(crate) fn resources(self) -> Result<Vec<Value>, Error> {
        let mut list = self.json()?;
        let Some(total) = list.get("totalResults").and_then(Value::as_u64) else {
            return Err(self.unusable("it is not a ListResponse with totalResults"));
        };
        match list.get_mut("Resources").map(Value::take) {
            Some(Value::Array(resources)) => Ok(resources),
            _ if total == 0 => Ok(Vec::new()),
            _ => Err(self.unusable("totalResults is not 0 and there are no Resources")),
        }
    }

    /// A resource and its id.
    pub(crate) fn resource(self) -> Result<(String, Value), Error> {
        let resource = self.json()?;
        match id_of(&resource) {
            Some(id) => Ok((id, resource)),
            None => Err(self.unusable("the resource has no id")),
        }
    }

    fn json(&self) -> Result<Value, Error> {
        serde_json::from_slice(&self.body)
            .map_err(|error| self.unusable(&format!("its body is not JSON ({error})")))
    }

    /// An error that says why this answer cannot be used.
    pub(crate) fn unusable(&self, reason: &str) -> Error {
        Error::Unusable {
            request: self.request.clone(),
            status: self.status,
            reason: reason.to_owned(),
        }
    }

    /// The `detail` of a SCIM error, or else the beginning of whatever came.
    fn detail(&self) -> String {
        let scim = serde_json::from_slice::<Value>(&self.body).ok();
        let detail = scim
            .as_ref()
            .and_then(|error| error.get("detail"))
            .and_then(Value::as_str);
        match detail {
            Some(detail) if !detail.is_empty() => detail.to_owned(),
            _ if self.body.is_empty() => "the answer gives no reason".to_owned(),
            _ => String::from_utf8_lossy(&self.body)
                .chars()
                .take(QUOTED)
                .collect(),
        }
    }
}

/// The id of a resource, if there is a usable one.
pub(crate) fn id_of(resource: &Value) -> Option<String> {
    resource
        .get("id")
        .and_then(Value::as_str)
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> Answer {
        Answer {
            request: "GET /Users".to_owned(),
            status,
            body: Bytes::from(body.to_owned()),
        }
    }

    fn sentence<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn a_search_that_finds_nothing_needs_no_resources() {
        assert_eq!(
            answer(200, r#"{"totalResults":0}"#).resources().unwrap(),
            Vec::<Value>::new()
        );
    }

    #[test]
    fn an_answer_that_is_no_list_is_named_as_such() {
        assert_eq!(
            sentence(answer(200, r#"{"id":"1"}"#).resources()),
            "GET /Users was answered with 200, but it is not a ListResponse with totalResults."
        );
        assert_eq!(
            sentence(answer(200, r#"{"totalResults":2}"#).resources()),
            "GET /Users was answered with 200, but totalResults is not 0 and there are no Resources."
        );
        assert!(sentence(answer(200, "<html>").resources()).contains("its body is not JSON"));
    }

    #[test]
    fn a_resource_without_an_id_is_of_no_use() {
        assert_eq!(answer(201, r#"{"id":"7"}"#).resource().unwrap().0, "7");
        for body in [r#"{"id":""}"#, r#"{"id":7}"#, "{}"] {
            assert_eq!(
                sentence(answer(201, body).resource()),
                "GET /Users was answered with 201, but the resource has no id."
            );
        }
    }

    #[test]
    fn a_refusal_keeps_the_reason_and_the_scim_type() {
        let refused = answer(
            409,
            r#"{"scimType":"uniqueness","detail":"userName is taken.","status":"409"}"#,
        );
        assert_eq!(
            refused.accepted().unwrap_err(),
            Error::Refused {
                request: "GET /Users".to_owned(),
                status: 409,
                scim_type: Some("uniqueness".to_owned()),
                detail: "userName is taken.".to_owned(),
            }
        );
    }

    #[test]
    fn denied_access_is_final_and_other_refusals_are_not() {
        for status in [401, 403] {
            assert!(answer(status, "").accepted().unwrap_err().is_final());
        }
        for status in [302, 404, 409, 429, 500] {
            assert!(!answer(status, "no").accepted().unwrap_err().is_final());
        }
    }
}
