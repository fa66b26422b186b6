//! Users, Groups and custom resource types: create, read, list, replace, patch, delete
//! (RFC 7644 §3.3 to §3.6).

mod list;
mod write;

use std::sync::Arc;

use http::Method;
use scim::schema::ResourceType;
use scim::{Error, Projection};

use crate::answer::{Answer, Failure};
use crate::app::{Admitted, App};
use crate::arrival::Arrival;
use crate::discovery::{unknown, wrong_method};
use crate::route::Target;

/// Answers a request to a resource type's endpoint or to one of its resources.
///
/// # Errors
/// What the directory refuses; 404 for an endpoint that the connection does not have, 405 for a
/// method that it does not know.
pub(crate) async fn answer(
    app: &App,
    admitted: &Admitted,
    target: &Target,
    arrival: &mut Arrival,
) -> Result<Answer, Failure> {
    let (endpoint, id) = match target {
        Target::Resource(endpoint, id) => (endpoint, Some(id.clone())),
        Target::Collection(endpoint) => (endpoint, None),
        _ => return Err(unknown(arrival)),
    };
    let Some(kind) = kind_at(admitted, endpoint).cloned() else {
        return Err(unknown(arrival));
    };
    let asked = Asked {
        app,
        admitted,
        kind: &kind,
    };
    match (arrival.method.clone(), id) {
        (Method::GET | Method::HEAD, None) => list::list(&asked, arrival).await,
        (Method::POST, None) => write::create(&asked, arrival).await,
        (_, None) => Err(wrong_method(arrival, "GET, HEAD, POST")),
        (Method::GET | Method::HEAD, Some(id)) => list::read(&asked, &id, arrival).await,
        (Method::PUT, Some(id)) => write::replace(&asked, &id, arrival).await,
        (Method::PATCH, Some(id)) => write::patch(&asked, &id, arrival).await,
        (Method::DELETE, Some(id)) => write::delete(&asked, &id, arrival).await,
        (_, Some(_)) => Err(wrong_method(arrival, "GET, HEAD, PUT, PATCH, DELETE")),
    }
}

/// What a request is about, for the functions that carry it out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) app: &'a App,
    pub(crate) admitted: &'a Admitted,
    pub(crate) kind: &'a ResourceType,
}

impl Asked<'_> {
    /// The rows that the projection needs beside the document.
    fn want(&self, projection: &Projection) -> sandbox::Want {
        let registry = &self.admitted.connection.registry;
        sandbox::Want {
            members: self.kind.name == "Group" && projection.wants(registry, self.kind, "members"),
            groups: self.kind.name == "User" && projection.wants(registry, self.kind, "groups"),
        }
    }

    /// One stored resource of this kind.
    async fn record(
        &self,
        id: &str,
        want: sandbox::Want,
    ) -> Result<Option<sandbox::Record>, Failure> {
        let connection = Arc::clone(&self.admitted.connection);
        let (kind, id) = (self.kind.name.clone(), id.to_owned());
        self.app
            .reading(move |workspace| {
                Ok(workspace.directory(&connection).read(&kind, &id, want)?)
            })
            .await
    }

    /// 404 for a resource.
    fn missing(&self, id: &str) -> Failure {
        let name = &self.kind.name;
        Failure::from(Error::not_found(format!(
            "There is no {name} with the id {id}."
        )))
    }
}

/// Lenient: the endpoint is found whatever its case, because some clients write `/users`.
fn kind_at<'a>(admitted: &'a Admitted, endpoint: &str) -> Option<&'a ResourceType> {
    let wanted = format!("/{endpoint}");
    let types = admitted.connection.registry.resource_types();
    types
        .iter()
        .find(|kind| kind.endpoint.eq_ignore_ascii_case(&wanted))
}
