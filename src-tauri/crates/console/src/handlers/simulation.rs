//! The simulator: start and stop. Progress comes with the feed.

use crate::failure::Failure;
use crate::host::Console;
use crate::simulation;
use crate::wire::{Done, Nothing, SimulationView, StartSimulation};

pub(super) async fn start_simulation(
    console: &Console,
    request: StartSimulation,
) -> Result<SimulationView, Failure> {
    simulation::start(console, request).await
}

pub(super) async fn stop_simulation(console: &Console, _: Nothing) -> Result<Done, Failure> {
    console.0.simulations.stop();
    Ok(Done {})
}
