//! Users, Groups and custom resource types: create, read, list, replace, patch, delete
//! (RFC 7644 §3.3 to §3.6).

mod read;
mod write;

use http::Method;
use sandbox::Story;
use scim::schema::{Registry, ResourceType};
use scim::{Error, Projection};

use crate::answer::{Answer, Failure};
use crate::app::{Admitted, App};
use crate::arrival::Arrival;
use crate::discovery::unknown;
use crate::route::{self, Target};
use crate::{courtesy, methods, search, story};

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
    let Some(kind) = kind_at(admitted, endpoint, arrival)? else {
        return Err(unknown(arrival));
    };
    let asked = Asked {
        app,
        admitted,
        kind,
    };
    match (arrival.method.clone(), id) {
        (Method::GET | Method::HEAD, None) => {
            let query = search::in_address(admitted, arrival)?;
            let test = story::is_test_of_okta(&query, arrival, &kind.name);
            let answer = search::page(app, admitted, Some(kind), query).await?;
            Ok(match test {
                true => answer.told(Story::Probe),
                false => answer,
            })
        }
        (Method::POST, None) => write::create(&asked, arrival).await,
        (_, None) => methods::other(arrival, "GET, HEAD, POST"),
        (Method::GET | Method::HEAD, Some(id)) => read::read(&asked, &id, arrival).await,
        (Method::PUT, Some(id)) => write::replace(&asked, &id, arrival).await,
        (Method::PATCH, Some(id)) => write::patch(&asked, &id, arrival).await,
        (Method::DELETE, Some(id)) => write::delete(&asked, &id, arrival).await,
        (_, Some(_)) => methods::other(arrival, "GET, HEAD, PUT, PATCH, DELETE"),
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
        search::want(self.admitted, Some(self.kind), projection)
    }

    /// One stored resource of this kind.
    fn record(&self, id: &str, want: sandbox::Want) -> Result<Option<sandbox::Record>, Failure> {
        let directory = self.app.workspace.directory(&self.admitted.connection);
        Ok(directory.read(&self.kind.name, id, want)?)
    }

    /// The same as the text that is stored.
    fn text(&self, id: &str, want: sandbox::Want) -> Result<Option<sandbox::Text>, Failure> {
        let directory = self.app.workspace.directory(&self.admitted.connection);
        Ok(directory.read_text(&self.kind.name, id, want)?)
    }

    /// The same, aside when members are wanted, of whom there may be many.
    async fn text_at_leisure(
        &self,
        id: &str,
        want: sandbox::Want,
    ) -> Result<Option<sandbox::Text>, Failure> {
        if !want.members {
            return self.text(id, want);
        }
        let directory = self.app.workspace.directory(&self.admitted.connection);
        let (kind, id) = (self.kind.name.clone(), id.to_owned());
        let read = move |_: &sandbox::Workspace| Ok(directory.read_text(&kind, &id, want)?);
        self.app.reading(read).await
    }

    /// 404 for a resource.
    fn missing(&self, id: &str) -> Failure {
        let name = &self.kind.name;
        Failure::from(Error::not_found(format!(
            "There is no {name} with the id {id}."
        )))
    }
}

/// The resource type at an endpoint. Lenient: it is found whatever its case, because some clients
/// write `/users`.
///
/// # Errors
/// In strict mode, 404 for an endpoint in another case.
pub(crate) fn kind_at<'a>(
    admitted: &'a Admitted,
    endpoint: &str,
    arrival: &mut Arrival,
) -> Result<Option<&'a ResourceType>, Failure> {
    let found = find(&admitted.connection.registry, endpoint);
    let Some(kind) = found else {
        return Ok(None);
    };
    let name = kind.endpoint.trim_start_matches('/');
    if name != endpoint {
        let below = format!("/{endpoint}");
        arrival.findings.push(route::misspelt(&below, name));
        courtesy::enforce(&admitted.connection, arrival)?;
    }
    Ok(Some(kind))
}

/// The resource type at an endpoint, whatever its case.
pub(crate) fn find<'a>(registry: &'a Registry, endpoint: &str) -> Option<&'a ResourceType> {
    let mut types = registry.resource_types().iter();
    types.find(|kind| {
        let name = kind.endpoint.trim_start_matches('/');
        name.eq_ignore_ascii_case(endpoint)
    })
}
