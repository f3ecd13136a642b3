//! Statistics: how certain a share is, and whether two shares differ significantly.

/// The 97.5 % quantile of the normal distribution: 95 % of it is between −Z and Z.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % Wilson score interval of a share; `None` if the whole is 0.
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

/// The probability that two shares, each a part of a whole, differ at least this much by chance: Fisher's exact test,
/// two-sided.
pub fn fisher(one: (u64, u64), other: (u64, u64)) -> f64 {
    let [part_one, one, part_other, other] =
        [one.0, one.1, other.0, other.1].map(|count| usize::try_from(count).unwrap_or(usize::MAX));
    let parts = part_one + part_other;
    let (least, most) = (parts.saturating_sub(other), parts.min(one));
    // The likelihood of one more part in the first, relative to this one.
    let rise = |part: usize| ratio((one - part) * (parts - part), (part + 1) * (other + part + 1 - parts));
    // Likelihoods relative to the largest, which is 1. One that is too small for a float adds nothing to the sum.
    let likeliest = ((one + 1) * (parts + 1) / (one + other + 2)).clamp(least, most);
    let mut likely = vec![1.0; most - least + 1];
    for part in likeliest..most {
        likely[part + 1 - least] = likely[part - least] * rise(part);
    }
    for part in (least..likeliest).rev() {
        likely[part - least] = likely[part + 1 - least] / rise(part);
    }
    // Outcomes as likely as the observed one count too, despite rounding.
    let observed = likely[part_one - least] * (1.0 + 1e-9);
    likely.iter().filter(|each| **each <= observed).sum::<f64>() / likely.iter().sum::<f64>()
}

#[expect(clippy::cast_precision_loss, reason = "products of counts of people, exact up to some 90 million each")]
fn ratio(above: usize, below: usize) -> f64 {
    above as f64 / below as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_the_wilson_score_interval() {
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
        // A textbook example: 1 of 10 is 0.0179 to 0.4042.
        assert_eq!(wilson(1, 10), Some((0.0179, 0.4042)));
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn the_test_is_fishers_exact_test() {
        let near = |one, other, expected: f64| {
            let found = fisher(one, other);
            assert!((found - expected).abs() < 1e-6, "{found} for {expected}");
        };
        // Fisher's tea: 3 of 4 and 1 of 4. C(8,4) = 70; 1, 16, 36, 16, 1: outcomes at most as likely as 16:
        // 1 + 16 + 16 + 1 = 34.
        near((3, 4), (1, 4), 34.0 / 70.0);
        // All of 4 and none of 4: 2 of 70.
        near((4, 4), (0, 4), 2.0 / 70.0);
        near((2, 4), (2, 4), 1.0);
        near((0, 4), (0, 9), 1.0);
        // A textbook example: 1 of 10 and 11 of 14 are 0.0028.
        near((1, 10), (11, 14), 0.002_759_456);
        // With so many, a single absolute likelihood is smaller than any float.
        near((50_000, 100_000), (50_000, 100_000), 1.0);
        near((100_000, 100_000), (0, 100_000), 0.0);
    }
}
