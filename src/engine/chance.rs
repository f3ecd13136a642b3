//! What chance does to counts: how sure a share is, and whether two shares differ beyond it.

/// The 97.5 % point of the normal distribution: 95 % lie within it on either side.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % Wilson score interval of a share; `None` of nobody.
#[expect(clippy::cast_precision_loss, reason = "counts of people are exact in a float")]
pub fn wilson(part: u64, whole: u64) -> Option<(f64, f64)> {
    if whole == 0 {
        return None;
    }
    let (n, share) = (whole as f64, part as f64 / whole as f64);
    let z2 = Z * Z;
    let centre = share + z2 / (2.0 * n);
    let spread = Z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    let end = |value: f64| (value / scale).clamp(0.0, 1.0);
    Some((end(centre - spread), end(centre + spread)))
}

/// The logarithms of factorials, for tests that are exact.
#[derive(Clone, Debug)]
pub struct Factorials(Vec<f64>);

impl Factorials {
    /// Those up to a number.
    #[expect(clippy::cast_precision_loss, reason = "counts of people are exact in a float")]
    pub fn up_to(largest: u64) -> Factorials {
        let mut sum = 0.0;
        let logs = (1..=largest).map(|number| {
            sum += (number as f64).ln();
            sum
        });
        Factorials(std::iter::once(0.0).chain(logs).collect())
    }

    fn ln(&self, number: u64) -> f64 {
        usize::try_from(number).ok().and_then(|place| self.0.get(place)).copied().unwrap_or(f64::INFINITY)
    }

    fn ln_choose(&self, from: u64, take: u64) -> f64 {
        self.ln(from) - self.ln(take) - self.ln(from - take)
    }

    /// How likely two shares differ at least so much by chance alone: Fisher's exact test, both sides. The
    /// numbers must lie within those that were made.
    pub fn fisher(&self, one: (u64, u64), other: (u64, u64)) -> f64 {
        let ((part_one, one), (part_other, other)) = (one, other);
        let parts = part_one + part_other;
        let all = self.ln_choose(one + other, parts);
        let ln = |part: u64| self.ln_choose(one, part) + self.ln_choose(other, parts - part) - all;
        // What is as likely as what was seen counts too, whatever rounding says.
        let seen = ln(part_one) + 1e-9;
        let each = (parts.saturating_sub(other)..=parts.min(one)).map(ln);
        each.filter(|likely| *likely <= seen).map(f64::exp).sum::<f64>().min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_wilsons() {
        let wilson = |part, whole| {
            let round = |value: f64| (value * 10_000.0).round() / 10_000.0;
            super::wilson(part, whole).map(|(low, high)| (round(low), round(high)))
        };
        // 10 of 20 with z = 1.96: (0.5 + 3.8415/40) / (1 + 3.8415/20) = 0.5; the spread is
        // 1.96 * sqrt(0.0125 + 3.8415/1600) / 1.192 = 1.96 * 0.12207 / 1.192 = 0.2007.
        assert_eq!(wilson(10, 20), Some((0.2993, 0.7007)));
        // 0 of 10: from 0 to 3.8415 / 13.8415 = 0.2775.
        assert_eq!(wilson(0, 10), Some((0.0, 0.2775)));
        assert_eq!(wilson(10, 10), Some((0.7225, 1.0)));
        // 1 of 10, a textbook's: 0.0179 to 0.4042.
        assert_eq!(wilson(1, 10), Some((0.0179, 0.4042)));
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn the_test_is_fishers() {
        let factorials = Factorials::up_to(40);
        let near = |one, other, expected: f64| {
            let found = factorials.fisher(one, other);
            assert!((found - expected).abs() < 1e-6, "{found} for {expected}");
        };
        // Fisher's tea: 3 of 4 and 1 of 4. C(8,4) = 70; 1, 16, 36, 16, 1: as rare as 16 are 1 + 16 + 16 + 1 = 34.
        near((3, 4), (1, 4), 34.0 / 70.0);
        // All of 4 and none of 4: 2 of 70.
        near((4, 4), (0, 4), 2.0 / 70.0);
        near((2, 4), (2, 4), 1.0);
        near((0, 4), (0, 9), 1.0);
    }
}
