//! The clock of the program: what it shows, and setting it ahead to rehearse what comes with time.

use jiff::SignedDuration;
use sandbox::{Error, Workspace};

use crate::failure::Failure;
use crate::host::Console;
use crate::wire::*;

pub(super) async fn clock(console: &Console, request: OfConnection) -> Result<ClockView, Failure> {
    console
        .blocking(move |workspace| view(workspace, &request.connection))
        .await
}

pub(super) async fn move_clock(
    console: &Console,
    request: MoveClock,
) -> Result<ClockView, Failure> {
    let moved = console
        .blocking(move |workspace| {
            leap(workspace, &request)?;
            view(workspace, &request.connection)
        })
        .await;
    // Everything that is told with a time is told anew.
    console.revise();
    moved
}

fn leap(workspace: &Workspace, request: &MoveClock) -> Result<(), Failure> {
    // From where the schedules are followed is settled before the clock moves: what the timetable, which may
    // not have looked since the program started, would count from afterwards has not been waited for.
    workspace.due_syncs()?;
    let by = match request.jump {
        ClockJump::Real => {
            workspace.ahead().back();
            return Ok(());
        }
        ClockJump::Hour => SignedDuration::from_hours(1),
        ClockJump::Day => SignedDuration::from_hours(24),
        ClockJump::Days30 => SignedDuration::from_hours(30 * 24),
        ClockJump::NextRun => {
            let next = next_run(workspace, &request.connection)?.ok_or_else(|| {
                Failure::invalid(
                    "There is no next run: the application of this connection syncs by hand only, or not at all.",
                )
            })?;
            SignedDuration::from_millis(next - now(workspace))
        }
    };
    match workspace.ahead().jump(by) {
        true => Ok(()),
        false => Err(Failure::invalid(
            "The clock can be at most ten years ahead of real time. Go back to real time first.",
        )),
    }
}

fn view(workspace: &Workspace, connection: &str) -> Result<ClockView, Failure> {
    Ok(ClockView {
        now: now(workspace),
        ahead: workspace.ahead().millis(),
        next_run: next_run(workspace, connection)?,
    })
}

fn now(workspace: &Workspace) -> Millis {
    workspace.clock().now().as_millisecond()
}

fn next_run(workspace: &Workspace, connection: &str) -> Result<Option<Millis>, Failure> {
    let upcoming = match workspace.upcoming_syncs(connection, 1) {
        // An application that is no longer known has no schedule.
        Err(Error::UnknownTwin { .. }) => None,
        upcoming => upcoming?,
    };
    let next = upcoming.and_then(|upcoming| upcoming.next.first().copied());
    Ok(next.map(|at| at.as_millisecond()))
}
