//! Setup guides: how far one has come, what is ticked off, which page of the portal it means.

use sandbox::GuidePart;

use crate::failure::Failure;
use crate::host::Console;
use crate::views::guides::{attributes, provider, view};
use crate::wire::*;

pub(super) async fn guide(console: &Console, request: GuideQuery) -> Result<GuideView, Failure> {
    let base = console.0.scim_url.clone();
    console
        .blocking(move |workspace| {
            let asked = request.provider.map(provider);
            let setup = workspace.setup(&request.connection, asked)?;
            let connection = workspace.connection(&request.connection)?;
            Ok(view(&setup, &connection, &base))
        })
        .await
}

pub(super) async fn guide_attributes(
    console: &Console,
    request: OfGuide,
) -> Result<GuideAttributesView, Failure> {
    console
        .blocking(move |workspace| {
            let provider = provider(request.provider);
            let seen = workspace.attributes_seen(&request.connection, provider)?;
            Ok(attributes(provider, seen))
        })
        .await
}

pub(super) async fn tick_guide(console: &Console, request: TickGuide) -> Result<Done, Failure> {
    console
        .blocking(move |workspace| {
            let part = match request.part {
                GuidePartKind::Prerequisite => GuidePart::Prerequisite,
                GuidePartKind::Step => GuidePart::Step,
            };
            let of = provider(request.provider);
            let (connection, item) = (&request.connection, &request.item);
            Ok(workspace.tick_guide(connection, of, part, item, request.ticked)?)
        })
        .await?;
    console.revise();
    Ok(Done {})
}

/// The page of the portal that a step of a guide means, for a host that opens it. Only pages that stand
/// in the file of the connection's twin can come out.
pub(crate) async fn page(console: &Console, request: OfGuideStep) -> Result<String, Failure> {
    let asked = GuideQuery {
        connection: request.connection,
        provider: Some(request.provider),
    };
    let guide = guide(console, asked).await?.guide;
    let guide = guide.filter(|guide| guide.provider == request.provider);
    let mut steps = guide.into_iter().flat_map(|guide| guide.steps);
    let step = steps.find(|step| step.title == request.step);
    let page = step.and_then(|step| step.page);
    page.filter(|page| page.starts_with("https://"))
        .ok_or_else(|| Failure::not_found("This step of the guide names no page to open."))
}
