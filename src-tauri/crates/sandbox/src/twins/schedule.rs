//! When syncs run: a cron expression of five fields in a time zone. Asked with a moment, never with
//! the clock, so that time can be played.

use std::fmt;

use cronexpr::Crontab;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// When something happens again and again.
#[derive(Clone)]
pub struct Schedule {
    cron: String,
    zone: String,
    parsed: Crontab,
}

/// What is wrong with a schedule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScheduleFlaw {
    /// No such time zone.
    #[error(
        "There is no time zone {0:?}. Write one of the IANA database, such as UTC or Europe/Copenhagen."
    )]
    Zone(String),
    /// The expression makes no sense.
    #[error(
        "{0:?} is no cron expression. Write five fields: minute, hour, day of the month, month and day of the week, such as \"0 6-18 * * MON-FRI\"."
    )]
    Cron(String),
}

impl Schedule {
    /// Reads an expression of five fields in a time zone of the IANA database.
    ///
    /// # Errors
    /// [`ScheduleFlaw`].
    pub fn new(cron: &str, zone: &str) -> Result<Self, ScheduleFlaw> {
        if TimeZone::get(zone).is_err() {
            return Err(ScheduleFlaw::Zone(zone.to_owned()));
        }
        let flawed = || ScheduleFlaw::Cron(cron.to_owned());
        // A sixth field would be taken for the zone.
        if cron.split_whitespace().count() != 5 {
            return Err(flawed());
        }
        let parsed = cronexpr::parse_crontab(&format!("{cron} {zone}")).map_err(|_| flawed())?;
        Ok(Self {
            cron: cron.to_owned(),
            zone: zone.to_owned(),
            parsed,
        })
    }

    /// The expression.
    #[must_use]
    pub fn cron(&self) -> &str {
        &self.cron
    }

    /// The time zone.
    #[must_use]
    pub fn zone(&self) -> &str {
        &self.zone
    }

    /// The next times after a moment; fewer when it never comes again.
    #[must_use]
    pub fn next(&self, after: Timestamp, count: usize) -> Vec<Timestamp> {
        self.since(after).take(count).collect()
    }

    /// All times after a moment, one by one.
    pub(crate) fn since(&self, after: Timestamp) -> impl Iterator<Item = Timestamp> {
        let next = |at: &Timestamp| self.parsed.find_next(*at).ok().map(|next| next.timestamp());
        std::iter::successors(next(&after), next)
    }
}

impl PartialEq for Schedule {
    fn eq(&self, other: &Self) -> bool {
        (&self.cron, &self.zone) == (&other.cron, &other.zone)
    }
}

impl Eq for Schedule {}

impl fmt::Debug for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Schedule({} {})", self.cron, self.zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(schedule: &Schedule, after: &str, count: usize) -> Vec<String> {
        let times = schedule.next(after.parse().unwrap(), count);
        times.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn hourly_from_six_to_eighteen_is_thirteen_runs_a_working_day() {
        let schedule = Schedule::new("0 6-18 * * MON-FRI", "UTC").unwrap();
        let day = times(&schedule, "2026-11-27T05:59:59Z", 14);
        assert_eq!(day[0], "2026-11-27T06:00:00Z");
        assert_eq!(day[12], "2026-11-27T18:00:00Z", "18:00 is the thirteenth");
        assert_eq!(
            day[13], "2026-11-30T06:00:00Z",
            "Friday is followed by Monday"
        );
    }

    #[test]
    fn the_hours_are_those_of_the_zone_in_summer_and_in_winter() {
        let schedule = Schedule::new("0 6 * * *", "Europe/Copenhagen").unwrap();
        assert_eq!(
            times(&schedule, "2026-07-01T00:00:00Z", 1),
            ["2026-07-01T04:00:00Z"]
        );
        assert_eq!(
            times(&schedule, "2026-12-01T00:00:00Z", 1),
            ["2026-12-01T05:00:00Z"]
        );
    }

    #[test]
    fn what_is_wrong_is_the_zone_or_the_expression() {
        let flaw = |cron, zone| Schedule::new(cron, zone).unwrap_err();
        let zone = ScheduleFlaw::Zone("Europe/Kopenhagen".into());
        assert_eq!(flaw("0 6 * * *", "Europe/Kopenhagen"), zone);
        for cron in [
            "0 25 * * *",
            "0 6 * *",
            "0 0 6 * * *",
            "often",
            "0 6 * * MONDAI",
        ] {
            assert_eq!(flaw(cron, "UTC"), ScheduleFlaw::Cron(cron.into()), "{cron}");
        }
    }
}
