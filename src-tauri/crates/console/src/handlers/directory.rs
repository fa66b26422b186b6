//! The outcome: numbers, people, teams, groups, org chart.

use crate::failure::Failure;
use crate::host::Console;
use crate::views::known::Known;
use crate::views::{groups, org, overview as numbers, people as persons, traffic};
use crate::wire::*;

pub(super) async fn overview(
    console: &Console,
    request: OfConnection,
) -> Result<Overview, Failure> {
    console
        .blocking(move |workspace| {
            let overview = workspace.overview(&request.connection)?;
            let newest = sandbox::TrafficQuery {
                connection: Some(request.connection.clone()),
                limit: Some(1),
                ..sandbox::TrafficQuery::default()
            };
            let last = workspace.traffic(&newest)?.rows.first().map(traffic::actor);
            let rules = workspace.rules(&request.connection)?;
            Ok(numbers::view(overview, &rules, last))
        })
        .await
}

pub(super) async fn people(console: &Console, request: PeopleQuery) -> Result<PeoplePage, Failure> {
    console
        .blocking(move |workspace| {
            let page = workspace.people(&request.connection, &persons::query(&request))?;
            let total = workspace.counts(&request.connection)?.people;
            Ok(PeoplePage {
                rows: page.rows.into_iter().map(persons::row).collect(),
                matching: page.total,
                total,
            })
        })
        .await
}

pub(super) async fn person(console: &Console, request: OfResource) -> Result<PersonCard, Failure> {
    let base = console.0.scim_url.clone();
    console
        .blocking(move |workspace| {
            let person = workspace
                .person(&request.connection, &request.id)?
                .ok_or_else(|| Failure::not_found("This person is no longer in the directory."))?;
            let timeline = workspace.timeline(&request.connection, "User", &request.id)?;
            let known = Known::of_versions(workspace, &request.connection, &timeline)?;
            let connection = workspace.connection(&request.connection)?;
            let past = persons::Past {
                versions: timeline,
                lines: workspace.line_events(&request.connection, &request.id)?,
                roles: workspace.role_events(&request.connection, &request.id)?,
                edits: workspace.hand_edits(&request.connection, &request.id)?,
            };
            Ok(persons::card(person, past, &known, &connection, &base))
        })
        .await
}

pub(super) async fn groups(console: &Console, request: GroupsQuery) -> Result<GroupsPage, Failure> {
    console
        .blocking(move |workspace| {
            let page = workspace.groups(&request.connection, &groups::query(&request))?;
            Ok(GroupsPage {
                rows: page.rows.into_iter().map(groups::row).collect(),
                matching: page.matching,
                total: page.total,
            })
        })
        .await
}

pub(super) async fn attention(
    console: &Console,
    request: OfConnection,
) -> Result<AttentionView, Failure> {
    console
        .blocking(move |workspace| {
            let people = workspace.needing_attention(&request.connection)?;
            Ok(AttentionView { people })
        })
        .await
}

pub(super) async fn group(console: &Console, request: OfResource) -> Result<GroupCard, Failure> {
    let base = console.0.scim_url.clone();
    console
        .blocking(move |workspace| {
            let group = workspace
                .group(&request.connection, &request.id)?
                .ok_or_else(|| Failure::not_found("This group is no longer in the directory."))?;
            let timeline = workspace.timeline(&request.connection, "Group", &request.id)?;
            let known = Known::of_versions(workspace, &request.connection, &timeline)?;
            let connection = workspace.connection(&request.connection)?;
            Ok(groups::card(group, timeline, &known, &connection, &base))
        })
        .await
}

pub(super) async fn org(console: &Console, request: OfConnection) -> Result<Org, Failure> {
    console
        .blocking(move |workspace| Ok(org::view(workspace.org(&request.connection)?)))
        .await
}
