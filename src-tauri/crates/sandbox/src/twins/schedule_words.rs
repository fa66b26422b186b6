//! A schedule in words, for sentences about a twin. Deliberately only the shapes that are easy to say; for
//! others the expression is named as one.

use super::Schedule;

const DAYS: [(&str, &str); 7] = [
    ("SUN", "Sunday"),
    ("MON", "Monday"),
    ("TUE", "Tuesday"),
    ("WED", "Wednesday"),
    ("THU", "Thursday"),
    ("FRI", "Friday"),
    ("SAT", "Saturday"),
];

impl Schedule {
    /// When it is, such as `every hour from 06:00 to 18:00 UTC, Monday to Friday`.
    #[must_use]
    pub fn words(&self) -> String {
        said(self.cron(), self.zone())
            .unwrap_or_else(|| format!("at the times of {:?} ({})", self.cron(), self.zone()))
    }
}

fn said(cron: &str, zone: &str) -> Option<String> {
    let fields: Vec<&str> = cron.split_whitespace().collect();
    let [minute, hours, "*", "*", days] = fields.as_slice() else {
        return None;
    };
    let minute: u8 = minute.parse().ok()?;
    let at = |hour: &str| Some(format!("{:02}:{minute:02}", hour.parse::<u8>().ok()?));
    let times = match hours.split_once('-') {
        None if *hours == "*" && minute == 0 => "every hour".to_owned(),
        None if *hours == "*" => format!("every hour, {minute} minutes past"),
        None => format!("at {} {zone}", at(hours)?),
        Some((first, last)) => format!("every hour from {} to {} {zone}", at(first)?, at(last)?),
    };
    let days = match days.split_once('-') {
        None if *days == "*" => "every day".to_owned(),
        None => format!("on {}s", day(days)?),
        Some((first, last)) => format!("{} to {}", day(first)?, day(last)?),
    };
    Some(format!("{times}, {days}"))
}

fn day(named: &str) -> Option<&'static str> {
    let place = match named.parse::<usize>() {
        Ok(number) => number % 7,
        Err(_) => DAYS
            .iter()
            .position(|(short, _)| short.eq_ignore_ascii_case(named))?,
    };
    DAYS.get(place).map(|(_, whole)| *whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_is_said_in_words_where_it_can_be() {
        let words = |cron| Schedule::new(cron, "UTC").unwrap().words();
        for (cron, said) in [
            (
                "0 6-18 * * MON-FRI",
                "every hour from 06:00 to 18:00 UTC, Monday to Friday",
            ),
            ("30 2 * * *", "at 02:30 UTC, every day"),
            ("0 * * * 7", "every hour, on Sundays"),
            ("5 * * * *", "every hour, 5 minutes past, every day"),
            ("*/5 * * * *", "at the times of \"*/5 * * * *\" (UTC)"),
            ("0 6 1 * *", "at the times of \"0 6 1 * *\" (UTC)"),
        ] {
            assert_eq!(words(cron), said, "{cron}");
        }
    }
}
