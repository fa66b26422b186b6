//! The answer to a write that has not happened yet.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::Error;

/// A write on its way. Await it, or block with [`Pending::wait`]. Dropping it does not take the
/// write back.
#[must_use = "the write goes on without it, but its outcome would be lost"]
#[derive(Debug)]
pub struct Pending<T>(State<T>);

#[derive(Debug)]
enum State<T> {
    Ready(Option<Result<T, Error>>),
    Waiting(oneshot::AsyncReceiver<Result<T, Error>>),
}

impl<T> Unpin for Pending<T> {}

impl<T> Pending<T> {
    /// An answer that is known already.
    pub(crate) fn ready(answer: Result<T, Error>) -> Self {
        Self(State::Ready(Some(answer)))
    }

    /// An answer that the writer will send.
    pub(crate) fn waiting(answer: oneshot::AsyncReceiver<Result<T, Error>>) -> Self {
        Self(State::Waiting(answer))
    }

    /// Blocks until the write is durable or has failed.
    ///
    /// # Errors
    /// Whatever made the write fail; [`Error::Closed`] when the workspace was closed before it.
    pub fn wait(self) -> Result<T, Error> {
        match self.0 {
            State::Ready(answer) => answer.unwrap_or(Err(Error::Closed)),
            State::Waiting(answer) => block_on(answer).unwrap_or(Err(Error::Closed)),
        }
    }
}

impl<T> Future for Pending<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.0 {
            State::Ready(answer) => Poll::Ready(answer.take().unwrap_or(Err(Error::Closed))),
            State::Waiting(answer) => Pin::new(answer)
                .poll(context)
                .map(|sent| sent.unwrap_or(Err(Error::Closed))),
        }
    }
}

/// Runs a future on this thread, parking in between.
fn block_on<F: Future + Unpin>(mut future: F) -> F::Output {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = std::sync::Arc::new(Unpark(std::thread::current())).into();
    let mut context = Context::from_waker(&waker);
    loop {
        match Pin::new(&mut future).poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}
