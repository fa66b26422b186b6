//! Raw bytes on a connection: whatever a client sends, every request gets exactly one answer and
//! one row in the log with the same status, none is a 5xx, none hangs, and every refusal is a SCIM
//! error (RFC 7644 §3.12).
//!
//! Nothing is replaced: the real listener serves a real workspace over a real socket. The client says
//! everything at once, closes its side and reads to the end.

mod answers;
mod scene;

use std::sync::{Mutex, PoisonError};

use scene::Scene;

/// One scene, because the engine and the tests send one input after the other.
static SCENE: Mutex<Option<Scene>> = Mutex::new(None);

/// Fails when the law does not hold for these bytes.
pub fn check(input: &[u8]) {
    let mut kept = SCENE.lock().unwrap_or_else(PoisonError::into_inner);
    // A broken law leaves no scene behind, so that the next input starts afresh.
    let mut scene = kept.take().unwrap_or_else(Scene::open);
    let output = scene.hear(input);
    let heads = input.windows(4).any(|four| four == b"HEAD");
    let answers = answers::read(&output, heads);
    for answer in &answers {
        answer.is_good();
    }
    let statuses: Vec<u16> = answers.iter().map(answers::Answer::status).collect();
    scene.expects_in_the_log(&statuses);
    *kept = scene.used();
}

/// Looks at what was not compared with the log yet: it is done for many inputs together.
pub fn settle() {
    let mut kept = SCENE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(scene) = kept.as_mut() {
        scene.look_at_the_log();
    }
}
