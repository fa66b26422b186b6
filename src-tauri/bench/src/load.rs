//! Drives a server: so many connections, each asking again as soon as it is answered.
//!
//! One thread does it all, because the client shares the cores with the server that it measures.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::client::Line;
use crate::failure::{Failure, Trying as _};
use crate::statistics::{Latencies, to_float};

/// Which turn it is: of a connection, and of all of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn {
    /// Number of the connection, from 0.
    pub(crate) connection: usize,
    /// Counts the requests of this connection.
    pub(crate) round: u64,
    /// Counts the requests of all connections.
    pub(crate) overall: u64,
}

/// Writes the request of a turn and says of which kind it is.
pub(crate) type Script = Arc<dyn Fn(Turn, &mut Vec<u8>) -> usize + Send + Sync>;

/// What is asked, and what must be answered.
#[derive(Clone)]
pub(crate) struct Load {
    pub(crate) name: String,
    pub(crate) connections: usize,
    /// Statuses that are a success.
    pub(crate) expected: &'static [u16],
    /// How many kinds the script has.
    pub(crate) kinds: usize,
    pub(crate) script: Script,
}

/// What came of it.
#[derive(Debug, Default, Clone)]
pub(crate) struct Measured {
    /// Latencies by kind.
    pub(crate) kinds: Vec<Latencies>,
    pub(crate) seconds: f64,
}

impl Measured {
    /// Requests of all kinds.
    pub(crate) fn requests(&self) -> usize {
        self.kinds.iter().map(Latencies::count).sum()
    }

    /// Requests of all kinds in a second.
    pub(crate) fn rate(&self) -> f64 {
        to_float(self.requests()) / self.seconds.max(1e-9)
    }

    /// Takes over a later measurement of the same.
    pub(crate) fn join(&mut self, later: Self) {
        self.kinds
            .resize_with(self.kinds.len().max(later.kinds.len()), Latencies::default);
        for (mine, other) in self.kinds.iter_mut().zip(later.kinds) {
            mine.join(other);
        }
        self.seconds += later.seconds;
    }
}

/// The thread that asks.
#[derive(Debug)]
pub(crate) struct Driver {
    runtime: Runtime,
    turns: Arc<AtomicU64>,
}

impl Driver {
    /// Makes it.
    pub(crate) fn new() -> Result<Self, Failure> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        Ok(Self {
            runtime: runtime.trying(|| "starting the client".to_owned())?,
            turns: Arc::default(),
        })
    }

    /// Asks for so long, and at least once for each kind on each connection. Requests before `warm` has
    /// passed are not counted, nor is the time to connect.
    pub(crate) fn drive(
        &self,
        address: SocketAddr,
        load: &Load,
        warm: Duration,
        length: Duration,
    ) -> Result<Measured, Failure> {
        self.runtime.block_on(async {
            let mut lines = Vec::new();
            for _ in 0..load.connections {
                lines.push(Line::open(address).await?);
            }
            let begin = Instant::now() + warm;
            let time = (begin, begin + length);
            let mut all = JoinSet::new();
            for (connection, line) in lines.into_iter().enumerate() {
                let (load, turns) = (load.clone(), Arc::clone(&self.turns));
                all.spawn(ask(line, load, connection, turns, time));
            }
            let mut measured = Measured::default();
            while let Some(joined) = all.join_next().await {
                let kinds = joined.map_err(std::io::Error::other);
                measured.join(Measured {
                    kinds: kinds.trying(|| "asking".to_owned())??,
                    seconds: 0.0,
                });
            }
            measured.seconds = begin.elapsed().as_secs_f64();
            Ok(measured)
        })
    }

    /// Asks once and hands over the body.
    pub(crate) fn once(&self, address: SocketAddr, load: &Load) -> Result<Vec<u8>, Failure> {
        self.runtime.block_on(async {
            let mut line = Line::open(address).await?;
            let mut request = Vec::new();
            let overall = self.turns.fetch_add(1, Ordering::Relaxed);
            (load.script)(
                Turn {
                    connection: 0,
                    round: 0,
                    overall,
                },
                &mut request,
            );
            let answer = line.exchange(&request).await?;
            check(load, answer.status, answer.body)?;
            Ok(answer.body.to_vec())
        })
    }
}

async fn ask(
    mut line: Line,
    load: Load,
    connection: usize,
    turns: Arc<AtomicU64>,
    (begin, end): (Instant, Instant),
) -> Result<Vec<Latencies>, Failure> {
    let mut kinds = vec![Latencies::default(); load.kinds];
    let mut request = Vec::new();
    for round in 0.. {
        let overall = turns.fetch_add(1, Ordering::Relaxed);
        request.clear();
        let turn = Turn {
            connection,
            round,
            overall,
        };
        let kind = (load.script)(turn, &mut request);
        let sent = Instant::now();
        // What takes longer than the whole time was still measured once.
        if sent >= end && kinds.iter().all(|kind| kind.count() > 0) {
            break;
        }
        let answer = line.exchange(&request).await?;
        check(&load, answer.status, answer.body)?;
        if sent >= begin
            && let Some(latencies) = kinds.get_mut(kind)
        {
            latencies.note(sent.elapsed());
        }
    }
    Ok(kinds)
}

fn check(load: &Load, status: u16, body: &[u8]) -> Result<(), Failure> {
    if load.expected.contains(&status) {
        return Ok(());
    }
    let body = String::from_utf8_lossy(body);
    Err(Failure::Answer {
        operation: load.name.clone(),
        status,
        expected: load
            .expected
            .iter()
            .map(u16::to_string)
            .collect::<Vec<_>>()
            .join(" or "),
        body: body.chars().take(400).collect(),
    })
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use tokio::net::TcpListener;

    use super::*;
    use crate::limits::static_server;

    /// A static server on a thread of its own, and a load that it can answer.
    fn scene(expected: &'static [u16]) -> (SocketAddr, Load) {
        let socket = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        socket.set_nonblocking(true).unwrap();
        let address = socket.local_addr().unwrap();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = TcpListener::from_std(socket).unwrap();
                static_server::accept_all(listener).await.unwrap();
            });
        });
        let script: Script = Arc::new(|turn, to| {
            to.extend_from_slice(b"GET /Users/1 HTTP/1.1\r\nHost: x\r\n\r\n");
            usize::from(turn.round % 2 == 1)
        });
        let load = Load {
            name: "GET by id".to_owned(),
            connections: 3,
            expected,
            kinds: 2,
            script,
        };
        (address, load)
    }

    #[test]
    fn every_kind_is_measured_on_every_connection() {
        let (address, load) = scene(&[200]);
        let driver = Driver::new().unwrap();
        let length = Duration::from_millis(100);
        let measured = driver
            .drive(address, &load, Duration::from_millis(10), length)
            .unwrap();
        let counts: Vec<usize> = measured.kinds.iter().map(Latencies::count).collect();
        assert_eq!(counts.len(), 2);
        assert!(counts.iter().all(|count| *count >= 3), "{counts:?}");
        assert!(measured.seconds >= 0.1 && measured.rate() > 0.0);
        assert_eq!(driver.once(address, &load).unwrap().len(), 700);
    }

    #[test]
    fn an_answer_that_was_not_expected_ends_the_measurement_with_a_sentence() {
        let (address, load) = scene(&[201]);
        let length = Duration::from_secs(60);
        let failure = Driver::new()
            .unwrap()
            .drive(address, &load, Duration::ZERO, length)
            .unwrap_err();
        let told = failure.to_string();
        assert!(
            told.starts_with("GET by id: the answer was 200 instead of 201: {"),
            "{told}"
        );
    }
}
