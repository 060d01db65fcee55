//! The published study of 2020: solved counts and re-tests against the reference values worked out by hand from the source.

use std::sync::LazyLock;
use survey::claims::{Evidence, retest};
use survey::published::solve;
use survey::retest::{Ratio, Retest, Verdict};
use survey::study::{FolderFiles, Study, load};
use survey::table::Count;

macro_rules! file {
    ($study:literal, $name:literal) => {
        include_bytes!(concat!("../../../../studies/", $study, "/", $name))
    };
}

static STUDY: LazyLock<Study> = LazyLock::new(read);
static RETESTS: LazyLock<Vec<Retest>> =
    LazyLock::new(|| retest(&STUDY, Evidence::Published(&solve(&STUDY))));

/// The organisation survey, with the individual survey as its companion.
pub fn study() -> Study {
    STUDY.clone()
}

/// All its re-tests.
pub fn retests() -> Vec<Retest> {
    RETESTS.clone()
}

fn read() -> Study {
    let individual = FolderFiles {
        folder: "ipa-2020-individual",
        study: file!("ipa-2020-individual", "study.toml"),
        questionnaire: file!("ipa-2020-individual", "questionnaire.toml"),
        analysis: file!("ipa-2020-individual", "analysis.toml"),
        published: Some(file!("ipa-2020-individual", "published.csv")),
    };
    let organisation = FolderFiles {
        folder: "ipa-2020-organisation",
        study: file!("ipa-2020-organisation", "study.toml"),
        questionnaire: file!("ipa-2020-organisation", "questionnaire.toml"),
        analysis: file!("ipa-2020-organisation", "analysis.toml"),
        published: Some(file!("ipa-2020-organisation", "published.csv")),
    };
    let (companion, _) = load(&individual, Vec::new());
    let (study, problems) = load(&organisation, companion.into_iter().collect());
    study.unwrap_or_else(|| panic!("{problems:#?}"))
}

/// Counts, differences with 95 % interval (points) and Fisher's p of the claims with exact counts, as the inventory of the
/// source gives them (worked out with scipy and statsmodels before this crate was written).
const EXACT: &str = "
C01  275/287  110/218  45.4  38.1  52.2  1.64e-34
C01b 240/287  85/218   44.6  36.5  51.9  2.13e-25
C02  63/110   137/274  7.3   -3.8  17.9  0.215
C03  4/85     33/1311  2.2   -0.8  9.0   0.279
C03b 14/85    103/1311 8.6   2.0   18.0  0.013
C03c 19/675   18/721   0.3   -1.4  2.1   0.741
C04  112/200  88/184   8.2   -1.8  17.9  0.125
C04b 94/168   88/184   8.1   -2.3  18.3  0.136
C05  48/168   13/183   21.5  13.6  29.3  9.23e-08
C05b 53/200   13/183   19.4  12.1  26.5  3.28e-07
C06  19/40    9/138    41.0  25.4  56.3  1.51e-08
C06b 19/40    15/69    25.8  7.5   42.8  0.0094
C06c 23/137   9/138    10.3  2.7   18.0  0.00858
C06d 34/109   32/275   19.6  10.5  29.3  1.72e-05
C10  222/273  81/107   5.6   -3.1  15.5  0.256
C10b 12/107   13/273   6.5   0.8   14.1  0.0358
C10c 42/184   9/168    17.5  10.4  24.5  2.99e-06
C10d 28/184   4/168    12.8  7.1   18.9  2.16e-05
C41  23/108   11/275   17.3  10.0  26.1  5.86e-07
";

/// Ranges of p the inventory gives for claims known only as bands. Ours must cover the range where both read the same
/// bands; where they differ it is said.
const BOUNDED: &[(&str, f64, f64)] = &[
    // The clients' base is at most 63; the inventory took 63, we take every base that fits, so ours is wider.
    ("C09", 0.0003, 0.83),
    ("C11", 0.000_015_5, 1.0),
    ("C15", 7.8e-8, 0.061),
    ("C17", 8.4e-6, 0.129),
    ("C18", 0.001_4, 1.0),
    ("C37a", 0.000_95, 0.906),
    // The reading "a little over": 20 to 25 and 10 to 15 per cent.
    ("C39", 4e-5, 0.153),
];

fn find<'a>(all: &'a [Retest], id: &str) -> &'a Retest {
    all.iter()
        .find(|one| one.id == id)
        .unwrap_or_else(|| panic!("{id} is missing"))
}

fn ratio(text: &str) -> Ratio {
    let (k, n) = text.split_once('/').unwrap();
    Ratio {
        k: k.parse().unwrap(),
        n: n.parse().unwrap(),
    }
}

/// A proportion in points as the inventory prints it.
fn points(value: f64) -> String {
    format!("{:.1}", value * 100.0)
}

/// p to three significant digits, as the inventory prints it.
fn same_p(p: f64, text: &str) -> bool {
    format!("{p:.2e}").parse::<f64>() == text.parse::<f64>()
}

#[test]
fn claims_with_exact_counts_agree_with_the_inventory_to_its_printed_digits() {
    let all = retests();
    let mut seen = 0;
    for line in EXACT.lines().filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let retest = find(&all, words[0]);
        assert_eq!(
            (retest.a, retest.b),
            (Some(ratio(words[1])), Some(ratio(words[2]))),
            "{line}"
        );
        let (low, high) = retest.interval.unwrap();
        let ours = [retest.difference.unwrap(), low, high].map(points);
        assert_eq!(ours, [words[3], words[4], words[5]], "{line}");
        assert!(
            same_p(retest.p.unwrap(), words[6]),
            "{line}: {:e}",
            retest.p.unwrap()
        );
        assert!(
            retest.p_range.is_none() && retest.p_adjusted >= retest.p,
            "{line}"
        );
        seen += 1;
    }
    assert_eq!(seen, 19);
}

#[test]
fn claims_known_as_bands_cover_the_ranges_of_the_inventory() {
    let all = retests();
    for (id, low, high) in BOUNDED {
        let (ours_low, ours_high) = find(&all, id).p_range.unwrap();
        assert!(
            ours_low <= *low && *high <= ours_high,
            "{id}: {ours_low}..{ours_high}"
        );
        assert_eq!(find(&all, id).verdict, Verdict::TooRoundedToSay, "{id}");
    }
    assert_eq!(find(&all, "C17b").verdict, Verdict::TooSmallToSay);
    let (_, high) = find(&all, "C38").p_range.unwrap();
    assert!(high <= 2e-5 && find(&all, "C38").verdict == Verdict::Holds);
}

#[test]
fn every_claim_has_its_retest_in_the_order_of_ids() {
    let ids: Vec<String> = retests().into_iter().map(|one| one.id).collect();
    assert_eq!(ids.len(), 54);
    assert_eq!(
        ids[..8],
        ["C01", "C01b", "C02", "C03", "C03b", "C03c", "C04", "C04b"]
    );
    assert_eq!(ids[53], "C46");
}

#[test]
fn all_counts_worked_out_by_hand_are_found_again() {
    let study = study();
    let solved = solve(&study);
    let mut seen = 0;
    for line in include_str!("counts.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let (at, numbers) = line.split_once(": ").unwrap();
        let words: Vec<&str> = at.split(' ').collect();
        let (figure, row) = words[0].split_once('/').unwrap_or((words[0], ""));
        let groups = [words[1].to_owned()];
        let both = [
            (&study, &solved),
            (&study.companions[0], &solved.companions[0]),
        ];
        let found = both.into_iter().find_map(|(study, solved)| {
            let base = solved.count(study, figure, row, &groups, &[])?;
            Some((
                base,
                solved.count(study, figure, row, &groups, &[words[2].to_owned()])?,
            ))
        });
        let (base, cell) = found.unwrap_or_else(|| panic!("{line} is not published"));
        let (n, k) = numbers
            .split_once(" of ")
            .unwrap()
            .1
            .split_once(" = ")
            .unwrap();
        let counts: Vec<u64> = k.split(" or ").map(|k| k.parse().unwrap()).collect();
        let expected = match counts.as_slice() {
            [only] => Count::Exact(*only),
            _ => Count::OneOf(counts),
        };
        assert_eq!(base.count, Count::Exact(n.parse().unwrap()), "{line}");
        assert_eq!(cell.count, expected, "{line}");
        seen += 1;
    }
    assert_eq!(seen, 85);
}
