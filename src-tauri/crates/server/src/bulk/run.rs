//! Carrying the operations of a bulk request out.
//!
//! Operations that do not wait for each other are handed to the writer together, so that they share a
//! commit; the writer keeps their order. One waits for those before it when it refers to what they
//! create, and all do when the client wants to stop at some number of errors. Circles of references
//! are created without what cannot be there yet, and completed afterwards (§3.7.1).

use std::collections::{HashMap, VecDeque};

use http::StatusCode;
use sandbox::{Cause, Deleted, Directory, Pending, Want, Written};
use scim::bulk::{self, Method, Operation, Outcome, Request, Step, Substitution};
use scim::schema::ResourceType;
use scim::{Error, Strictness};
use serde_json::Value;

use super::tally::Tally;
use crate::app::{Admitted, App};
use crate::arrival::Arrival;
use crate::precondition::{Conditions, Demand, Tags};
use crate::representation::etag;
use crate::{resources, route};

/// Most writes that are under way at once.
const ABREAST: usize = 256;

/// A bulk request on its way.
pub(super) struct Run<'a> {
    admitted: &'a Admitted,
    directory: Directory,
    cause: Cause,
    request: Request,
    /// Ids of what was created, by the client's names.
    ids: HashMap<String, String>,
    outcomes: Vec<Option<Outcome>>,
    under_way: VecDeque<Flight>,
    tally: Tally,
}

/// A write that was handed over and not heard of yet.
struct Flight {
    index: usize,
    kind: ResourceType,
    /// The resource, unless the write creates it.
    id: Option<String>,
    write: Flying,
}

enum Flying {
    Written(Pending<Written>),
    Deleted(Pending<Deleted>),
}

impl<'a> Run<'a> {
    pub(super) fn new(
        app: &App,
        admitted: &'a Admitted,
        arrival: &Arrival,
        request: Request,
    ) -> Self {
        let operations = request.operations.len();
        Self {
            admitted,
            directory: app.workspace.directory(&admitted.connection),
            cause: Cause {
                exchange: Some(arrival.number),
                token_id: arrival.token_id.clone(),
            },
            request,
            ids: HashMap::new(),
            outcomes: vec![None; operations],
            under_way: VecDeque::new(),
            tally: Tally::new(operations),
        }
    }

    /// Carries out as much as the client wants.
    pub(super) async fn carry_out(&mut self) {
        let mut open = Vec::new();
        for step in self.request.plan() {
            if self.is_enough() {
                break;
            }
            match step {
                Step::Run(index) => self.start(index, &[]).await,
                Step::RunWithout(index, missing) => {
                    open.push(index);
                    self.start(index, &missing).await;
                }
                Step::Complete(index) => {
                    open.retain(|waiting| *waiting != index);
                    self.complete(index).await;
                }
            }
            if self.request.fail_on_errors.is_some() {
                self.land_all().await;
            }
        }
        self.land_all().await;
        // Stopped inside a circle: what was created only in part is not left behind.
        for index in open {
            self.complete(index).await;
        }
    }

    /// The outcomes of what was reached, in the order of the request.
    pub(super) fn finish(mut self) -> (Vec<Outcome>, Tally) {
        let outcomes: Vec<Outcome> = self.outcomes.into_iter().flatten().collect();
        self.tally.reached = outcomes.len() as u64;
        self.tally.failed = outcomes.iter().filter(|one| one.is_error()).count() as u64;
        (outcomes, self.tally)
    }

    fn is_enough(&self) -> bool {
        let failed = self.outcomes.iter().flatten().filter(|one| one.is_error());
        self.request
            .fail_on_errors
            .is_some_and(|most| failed.count() as u64 >= most)
    }

    /// Hands an operation over, without the references that are missing.
    async fn start(&mut self, index: usize, missing: &[bulk::Reference]) {
        let mut operation = match self.request.operations.get(index) {
            Some(Ok(operation)) => operation.clone(),
            Some(Err(rejected)) => {
                let outcome = Outcome::rejected(rejected);
                return self.settle(index, outcome);
            }
            None => return,
        };
        if self.refers_to_what_is_under_way(&operation) || self.under_way.len() >= ABREAST {
            self.land_all().await;
        }
        if !missing.is_empty() {
            operation.data = bulk::without(&operation.data, missing);
        }
        let ids = &self.ids;
        let resolved = Substitution::operation(&mut operation, &|name| ids.get(name).cloned());
        let prepared = resolved
            .complete()
            .and_then(|()| self.kind(index, &operation));
        let data = std::mem::take(&mut operation.data);
        match prepared.and_then(|kind| self.hand_over(index, kind, &operation, data)) {
            Ok(flight) => self.under_way.push_back(flight),
            Err(error) => {
                let location = self.location_of(&operation);
                self.settle(index, Outcome::failed(&operation, location, &error));
            }
        }
    }

    fn refers_to_what_is_under_way(&self, operation: &Operation) -> bool {
        let target = operation.target.id.as_deref().unwrap_or_default();
        !self.under_way.is_empty()
            && (target.starts_with("bulkId:") || !bulk::references(&operation.data).is_empty())
    }

    fn kind(&mut self, index: usize, operation: &Operation) -> Result<ResourceType, Error> {
        let connection = &self.admitted.connection;
        let endpoint = operation.target.endpoint.as_str();
        let name = endpoint.trim_start_matches('/');
        let kind = resources::find(&connection.registry, name)
            .ok_or_else(|| Error::not_found(format!("There is no endpoint {endpoint}.")))?;
        if kind.endpoint != endpoint {
            let finding = route::misspelt(endpoint, kind.endpoint.trim_start_matches('/'));
            match (connection.strictness, finding.strict.clone()) {
                (Strictness::Strict, Some(error)) => return Err(error),
                _ => self.tally.note(index, vec![finding]),
            }
        }
        Ok(kind.clone())
    }

    fn hand_over(
        &self,
        index: usize,
        kind: ResourceType,
        operation: &Operation,
        data: Value,
    ) -> Result<Flight, Error> {
        let (name, cause) = (kind.name.as_str(), self.cause.clone());
        let id = operation.target.id.as_deref().map(route::decode);
        let write = match (operation.method, id.as_deref()) {
            (Method::Post, _) => Flying::Written(self.directory.create(name, data, cause)),
            (method, Some(id)) => {
                let version = self.demanded(name, id, operation)?;
                match method {
                    Method::Put => {
                        Flying::Written(self.directory.replace(name, id, data, version, cause))
                    }
                    Method::Patch => {
                        Flying::Written(self.directory.patch(name, id, data, version, cause))
                    }
                    _ => Flying::Deleted(self.directory.delete(name, id, version, cause)),
                }
            }
            (_, None) => return Err(Error::invalid_syntax("The path names no resource.")),
        };
        Ok(Flight {
            index,
            kind,
            id,
            write,
        })
    }

    /// The version that the resource must have (`version` stands for `If-Match`).
    fn demanded(&self, kind: &str, id: &str, operation: &Operation) -> Result<Option<i64>, Error> {
        let conditions = Conditions {
            matches: operation.version.as_deref().map(Tags::read),
            none_match: None,
        };
        if let Demand::Version(version) = conditions.demand() {
            return Ok(version);
        }
        match self.directory.read(kind, id, Want::DOCUMENT) {
            Ok(Some(record)) => conditions.hold_for(&record).map(Some),
            Ok(None) => Ok(None),
            Err(error) => Err(scim_error(error)),
        }
    }

    /// Waits for everything that was handed over.
    async fn land_all(&mut self) {
        while let Some(flight) = self.under_way.pop_front() {
            self.land(flight).await;
        }
    }

    async fn land(&mut self, flight: Flight) {
        let Flight {
            index,
            kind,
            id,
            write,
        } = flight;
        let landed = match write {
            Flying::Written(pending) => pending.await.map(Some),
            Flying::Deleted(pending) => pending.await.map(|_| None),
        };
        let Some(Ok(operation)) = self.request.operations.get(index).cloned() else {
            return;
        };
        let outcome = match landed {
            Ok(written) => self.succeeded(index, &kind, &operation, id, written),
            Err(error) => {
                let findings = match &error {
                    sandbox::Error::Refused(refused) => refused.findings.clone(),
                    _ => Vec::new(),
                };
                self.tally.note(index, findings);
                let location = id.map(|id| self.location(&kind, &id));
                Outcome::failed(&operation, location, &scim_error(error))
            }
        };
        self.settle(index, outcome);
    }

    fn succeeded(
        &mut self,
        index: usize,
        kind: &ResourceType,
        operation: &Operation,
        id: Option<String>,
        written: Option<Written>,
    ) -> Outcome {
        let id = match &written {
            Some(written) => written.record.id.clone(),
            None => id.unwrap_or_default(),
        };
        let status = match (operation.method, &written) {
            (Method::Post, _) => StatusCode::CREATED,
            (_, None) => StatusCode::NO_CONTENT,
            (Method::Patch, _) if kind.name == "Group" => StatusCode::NO_CONTENT,
            _ => StatusCode::OK,
        };
        match &written {
            Some(written) if written.created => self.tally.created += 1,
            Some(written) if written.changed => self.tally.changed += 1,
            Some(_) => self.tally.unchanged += 1,
            None => self.tally.deleted += 1,
        }
        if let (Method::Post, Some(name)) = (operation.method, &operation.bulk_id) {
            self.ids.insert(name.clone(), id.clone());
        }
        let version = written.as_ref().map(|one| etag(one.record.version));
        self.tally
            .note(index, written.map(|one| one.findings).unwrap_or_default());
        Outcome {
            method: operation.method.as_str().to_owned(),
            bulk_id: operation.bulk_id.clone(),
            version,
            location: Some(self.location(kind, &id)),
            status: status.as_u16(),
            response: None,
        }
    }

    /// Gives what was created in part the rest of its data, or takes it away again.
    async fn complete(&mut self, index: usize) {
        self.land_all().await;
        let created = matches!(self.outcomes.get(index), Some(Some(one)) if !one.is_error());
        let Some(Ok(mut operation)) = self.request.operations.get(index).cloned() else {
            return;
        };
        let id = operation
            .bulk_id
            .as_ref()
            .and_then(|name| self.ids.get(name));
        let (true, Some(id)) = (created, id.cloned()) else {
            return;
        };
        let Ok(kind) = self.kind(index, &operation) else {
            return;
        };
        let ids = &self.ids;
        let resolved = Substitution::operation(&mut operation, &|name| ids.get(name).cloned());
        let completed = match resolved.complete() {
            Ok(()) => self
                .replacement(&kind, &id, operation.data.clone())
                .await
                .map_err(scim_error),
            Err(error) => Err(error),
        };
        match completed {
            Ok(written) => {
                if let Some(Some(outcome)) = self.outcomes.get_mut(index) {
                    outcome.version = Some(etag(written.record.version));
                }
            }
            Err(error) => self.take_back(index, &kind, &id, &operation, &error).await,
        }
    }

    fn replacement(&self, kind: &ResourceType, id: &str, data: Value) -> Pending<Written> {
        let cause = self.cause.clone();
        self.directory.replace(&kind.name, id, data, None, cause)
    }

    async fn take_back(
        &mut self,
        index: usize,
        kind: &ResourceType,
        id: &str,
        operation: &Operation,
        error: &Error,
    ) {
        let cause = self.cause.clone();
        if let Err(error) = self.directory.delete(&kind.name, id, None, cause).await {
            tracing::warn!(%error, "what a bulk request created in part could not be deleted");
        }
        if let Some(name) = &operation.bulk_id {
            self.ids.remove(name);
        }
        self.tally.created = self.tally.created.saturating_sub(1);
        self.settle(index, Outcome::failed(operation, None, error));
    }

    fn settle(&mut self, index: usize, outcome: Outcome) {
        if let Some(place) = self.outcomes.get_mut(index) {
            *place = Some(outcome);
        }
    }

    fn location(&self, kind: &ResourceType, id: &str) -> String {
        format!("{}{}/{id}", self.admitted.base_url, kind.endpoint)
    }

    /// Where an operation points to, when it failed before it was handed over.
    fn location_of(&self, operation: &Operation) -> Option<String> {
        let id = operation.target.id.as_ref()?;
        let endpoint = &operation.target.endpoint;
        Some(format!("{}{endpoint}/{id}", self.admitted.base_url))
    }
}

/// What a single request would have been answered.
fn scim_error(error: sandbox::Error) -> Error {
    match error {
        sandbox::Error::NotFound { kind, id } => {
            Error::not_found(format!("There is no {kind} with the id {id}."))
        }
        other => crate::answer::Failure::from(other).into_error(),
    }
}
