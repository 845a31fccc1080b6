//! Counts the passed and failed tests from the closing lines of the test runners.

use crate::console::without_colour;
use std::fmt;

/// The tests of all runners so far.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    passed: u64,
    failed: u64,
    /// Tests that failed and then passed when Playwright repeated them.
    flaky: u64,
}

impl Tally {
    /// Counts the line if it closes a runner's report.
    pub(crate) fn read(&mut self, line: &str) {
        let line = without_colour(line);
        let line = line.trim();
        if let Some(counts) = line.strip_prefix("test result: ") {
            self.read_cargo(counts);
        } else if let Some(counts) = line.strip_prefix("ℹ ") {
            self.read_node(counts);
        } else {
            self.read_plain(line);
            self.read_playwright(line);
        }
    }

    /// cargo test and wasm-bindgen-test: `ok. 12 passed; 0 failed; 0 ignored; …`.
    fn read_cargo(&mut self, counts: &str) {
        for part in counts.split([';', '.']) {
            match part.split_whitespace().collect::<Vec<_>>().as_slice() {
                [count, "passed"] => self.passed += count.parse().unwrap_or(0),
                [count, "failed"] => self.failed += count.parse().unwrap_or(0),
                _ => {}
            }
        }
    }

    /// Node's test runner with the reporter `spec` prints separate lines: `ℹ pass 41` and
    /// `ℹ fail 3`.
    fn read_node(&mut self, counts: &str) {
        match counts.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["pass", count] => self.passed += count.parse().unwrap_or(0),
            ["fail", count] => self.failed += count.parse().unwrap_or(0),
            _ => {}
        }
    }

    /// Our own runners print one line: `9 passed, 0 failed`.
    fn read_plain(&mut self, line: &str) {
        if let [passed, "passed,", failed, "failed"] = line.split_whitespace().collect::<Vec<_>>().as_slice()
        {
            self.passed += passed.parse().unwrap_or(0);
            self.failed += failed.parse().unwrap_or(0);
        }
    }

    /// Playwright prints separate lines: `3 failed`, `1 flaky` and `41 passed (1.2m)`.
    fn read_playwright(&mut self, line: &str) {
        match line.split_whitespace().collect::<Vec<_>>().as_slice() {
            [count, "passed", time] if time.starts_with('(') => self.passed += count.parse().unwrap_or(0),
            [count, "failed"] => self.failed += count.parse().unwrap_or(0),
            [count, "flaky"] => self.flaky += count.parse().unwrap_or(0),
            _ => {}
        }
    }

    /// How many tests failed and then passed when they were repeated.
    pub(crate) fn flaky(&self) -> u64 {
        self.flaky
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)?;
        match self.flaky {
            0 => Ok(()),
            flaky => write!(formatter, ", {flaky} passed only when repeated: each is a defect"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runners_are_added_up() {
        let mut tally = Tally::default();
        for line in [
            "running 3 tests",
            "test result: \u{1b}[32mok\u{1b}[0m. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.02s",
            "test result: FAILED. 4 passed; 1 failed; 0 ignored; 0 filtered out; finished in 0.5s",
            "  2 failed",
            "    [chromium] › login.spec.ts:9:1 › 3 failed attempts are throttled",
            "  41 passed (1.2m)",
            "✔ 3 failed attempts pass (0.4ms)",
            "\u{1b}[34mℹ tests 9\u{1b}[39m",
            "\u{1b}[34mℹ pass 8\u{1b}[39m",
            "ℹ fail 1",
            "8 passed, 2 failed",
        ] {
            tally.read(line);
        }
        assert_eq!(tally.to_string(), "63 passed, 6 failed");
        tally.read("  1 flaky");
        assert_eq!(tally.to_string(), "63 passed, 6 failed, 1 passed only when repeated: each is a defect");
    }
}
