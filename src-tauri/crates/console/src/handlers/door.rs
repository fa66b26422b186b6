//! A look at the own address over real HTTP, before an identity provider is sent there.

use sandbox::twins::UrlShape;
use simulator::door::{self, Look, Seen};

use crate::failure::Failure;
use crate::host::Console;
use crate::simulation;
use crate::views::guides::address;
use crate::wire::*;

pub(super) async fn check_door(
    console: &Console,
    request: OfConnection,
) -> Result<DoorView, Failure> {
    let base = console.0.scim_url.clone();
    let id = request.connection.clone();
    let (address, instead_of) = console
        .blocking(move |workspace| {
            let connection = workspace.connection(&id)?;
            let twins = workspace.twins();
            let twin = twins.find(&connection.twin);
            let odd = twin.filter(|twin| twin.url.shape == UrlShape::Plain && !connection.plain);
            let example = odd.map(|twin| twin.url.example.clone());
            let address = address(twin.map(AsRef::as_ref), &connection, &base);
            Ok((address, example))
        })
        .await?;
    let at = console.0.workspace.clock().now().as_millisecond();
    let key = simulation::key(console, &request.connection).await?;
    let seed = u64::try_from(at).unwrap_or_default();
    let seen = door::look(&address, &key.secret, seed).await;
    if let Some(made) = key.made {
        simulation::revoke(console, made).await;
    }
    let seen =
        seen.map_err(|error| Failure::failed("The address could not be looked at.", error))?;
    let mut checks = vec![shape(instead_of)];
    checks.extend(seen.into_iter().map(check));
    Ok(DoorView {
        address,
        at,
        checks,
    })
}

/// Whether the address looks like the application's; `example` is one of those where it does not.
fn shape(example: Option<String>) -> DoorCheckView {
    DoorCheckView {
        check: DoorCheck::Address,
        // Nothing has to be mended: the identity provider takes either.
        result: DoorResult::Right,
        detail: example.map(|example| {
            format!(
                "The application's address ends in /scim/v2, such as {example}. The one of this connection has its id behind that, since only the default connection has a plain address. It works all the same."
            )
        }),
    }
}

fn check((look, seen): (Look, Seen)) -> DoorCheckView {
    let (result, detail) = match seen {
        Seen::Right => (DoorResult::Right, None),
        Seen::Wrong(why) => (DoorResult::Wrong, Some(why)),
        Seen::Hidden => (DoorResult::Hidden, None),
    };
    DoorCheckView {
        check: match look {
            Look::Locked => DoorCheck::Locked,
            Look::Opens => DoorCheck::Opens,
            Look::Nobody => DoorCheck::Nobody,
            Look::Pages => DoorCheck::Pages,
        },
        result,
        detail,
    }
}
