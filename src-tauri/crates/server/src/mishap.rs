//! Our own mistakes: a panic while a request is carried out becomes a 500 with a SCIM error, a line
//! in the program's log and a row in the traffic, and takes nothing else with it.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use crate::answer::{Answer, Failure};

/// Carries something out to its end, or to its panic.
pub(crate) async fn survived(
    work: impl Future<Output = Result<Answer, Failure>>,
) -> Result<Answer, Failure> {
    let mut work = pin!(work);
    poll_fn(|context| {
        // The work is never polled again after it has panicked, so nobody sees it half done.
        let polled = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
        polled.unwrap_or_else(|panic| {
            tracing::error!(panic = said(&*panic), "a request ended in a panic");
            Poll::Ready(Err(scim::Error::internal(
                "Scimbox made a mistake while it carried this request out. Please report it, with the log of the program.",
            )
            .into()))
        })
    })
    .await
}

fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("without a message")
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::StatusCode;
    use sandbox::Story;

    #[tokio::test]
    async fn a_panic_is_answered_with_a_scim_error_that_tells_nothing_of_it() {
        let broken = async {
            tokio::task::yield_now().await;
            let nothing: Vec<u8> = Vec::new();
            assert!(!nothing.is_empty(), "secret detail");
            Ok(Answer::empty(StatusCode::OK, Story::Other))
        };
        let answer = survived(broken).await.unwrap_err().into_answer();
        let body = String::from_utf8(answer.bytes().to_vec()).unwrap();
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(body.contains("\"status\":\"500\""), "{body}");
        assert!(!body.contains("secret"), "{body}");
    }

    #[tokio::test]
    async fn what_does_not_panic_is_passed_on() {
        let fine = async { Ok(Answer::empty(StatusCode::NO_CONTENT, Story::Other)) };
        assert_eq!(survived(fine).await.unwrap().status, StatusCode::NO_CONTENT);
    }
}
