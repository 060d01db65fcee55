//! All pairs of 50 single-answer questions of a million respondents: time and memory beyond the data.
//!
//! `pairs generate DIR [N]` writes the data (raw bytes, one file a question, stratum and weight beside them);
//! `pairs run DIR` counts and tests; without arguments (`cargo bench`) both in a folder for temporary files.
//! `scripts/bench-tables` runs it beside other programs on the same data.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a bench measures time and writes files"
)]

use std::path::{Path, PathBuf};
use std::time::Instant;
use survey::Tenths;
use survey::analyse::pairs::{Coded, PairCells, Strata, each_pair};
use survey::answers::GivenWeights;
use survey::inference::design::{CellSums, Design, DesignSums, StratumSums, rao_scott};
use survey::weights::Weights;

const QUESTIONS: usize = 50;
const RESPONDENTS: usize = 1_000_000;
/// Share of each stratum in the sample, per thousand, and its population.
const STRATA: [(u64, u64); 4] = [
    (275, 12_000_000),
    (293, 88_000_000),
    (222, 9_000_000),
    (210, 41_000_000),
];
/// Weights of respondents have four decimals.
const SCALE: u64 = 10_000;

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["generate", folder] => generate(Path::new(folder), RESPONDENTS),
        ["generate", folder, n] => generate(
            Path::new(folder),
            n.parse().expect("a number of respondents"),
        ),
        ["run", folder] => run(&Data::read(Path::new(folder))),
        _ => {
            let folder = std::env::temp_dir().join("torikime-bench-pairs");
            generate(&folder, RESPONDENTS);
            run(&Data::read(&folder));
        }
    }
}

/// splitmix64: the same data on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// Questions have 3 to 9 codes in turn.
fn options(question: usize) -> usize {
    3 + question % 7
}

fn file(folder: &Path, question: usize) -> PathBuf {
    folder.join(format!("q{question:02}.u8"))
}

fn generate(folder: &Path, respondents: usize) {
    std::fs::create_dir_all(folder).expect("the folder can be made");
    let mut random = Random(2020);
    let stratum = |at: u64| {
        let bounds = STRATA.iter().scan(0, |sum, (share, _)| {
            *sum += share;
            Some(*sum)
        });
        bounds
            .take_while(|bound| *bound <= at)
            .count()
            .min(STRATA.len() - 1) as u8
    };
    let strata: Vec<u8> = (0..respondents)
        .map(|_| stratum(random.below(1000)))
        .collect();
    std::fs::write(folder.join("stratum.u8"), &strata).expect("a file can be written");
    // A weight of its own for each respondent: its stratum's, times 0.5 to 1.5.
    let sizes = sizes(&strata);
    let weights = strata.iter().map(|stratum| {
        let (at, factor) = (usize::from(*stratum), 500 + random.below(1001));
        STRATA[at].1 * SCALE * factor / 1000 / sizes[at].max(1)
    });
    let bytes: Vec<u8> = weights.flat_map(u64::to_le_bytes).collect();
    std::fs::write(folder.join("weight.u64"), bytes).expect("a file can be written");
    for question in 0..QUESTIONS {
        let many = options(question) as u64;
        // The lower of two draws, shifted a little by stratum: uneven answers, weak connections.
        let codes = strata.iter().map(|stratum| {
            let low = random.below(many).min(random.below(many));
            let shift = u64::from(random.below(20) < u64::from(*stratum));
            ((low + shift) % many) as u8
        });
        std::fs::write(file(folder, question), codes.collect::<Vec<u8>>())
            .expect("a file can be written");
    }
}

fn sizes(strata: &[u8]) -> [u64; STRATA.len()] {
    let mut sizes = [0; STRATA.len()];
    strata
        .iter()
        .for_each(|stratum| sizes[usize::from(*stratum)] += 1);
    sizes
}

struct Data {
    questions: Vec<Vec<u8>>,
    strata: Vec<u16>,
    sizes: [u64; STRATA.len()],
    weights: Vec<u64>,
}

impl Data {
    fn read(folder: &Path) -> Data {
        let read = |path: PathBuf| std::fs::read(path).expect("generated data");
        let strata = read(folder.join("stratum.u8"));
        let bytes = read(folder.join("weight.u64"));
        let weights = bytes
            .as_chunks()
            .0
            .iter()
            .copied()
            .map(u64::from_le_bytes)
            .collect();
        Data {
            questions: (0..QUESTIONS)
                .map(|question| read(file(folder, question)))
                .collect(),
            sizes: sizes(&strata),
            strata: strata.iter().map(|stratum| u16::from(*stratum)).collect(),
            weights,
        }
    }

    fn variables(&self) -> Vec<Coded<'_>> {
        let coded = |(question, codes)| Coded {
            codes,
            options: options(question),
        };
        self.questions
            .iter()
            .map(Vec::as_slice)
            .enumerate()
            .map(coded)
            .collect()
    }

    fn strata(&self) -> Strata<'_> {
        Strata {
            of: &self.strata,
            many: STRATA.len(),
        }
    }

    /// The stratum's population over its respondents, with four decimals.
    fn per_stratum(&self) -> GivenWeights {
        let weight = |stratum: &u16| {
            let at = usize::from(*stratum);
            STRATA[at].1 * SCALE / self.sizes[at].max(1)
        };
        GivenWeights {
            values: self.strata.iter().map(weight).collect(),
            scale: SCALE,
        }
    }
}

fn run(data: &Data) {
    let n = data.strata.len();
    let stratum = Weights::given(&data.per_stratum(), n).expect("weights fit");
    let own = GivenWeights {
        values: data.weights.clone(),
        scale: SCALE,
    };
    let own = Weights::given(&own, n).expect("weights fit");
    let before = status("VmRSS");
    forget_peak();
    for threads in [1, 2] {
        for (name, weights) in [("stratum", &stratum), ("respondent", &own)] {
            measure(&format!("tables, weights per {name}"), threads, || {
                tables(data, weights, threads)
            });
            measure(&format!("tests, weights per {name}"), threads, || {
                tests(data, weights, threads)
            });
        }
    }
    let beyond = status("VmHWM").saturating_sub(before);
    println!(
        "{{\"what\":\"peak memory beyond the data\",\"mib\":{:.1}}}",
        beyond as f64 / 1024.0
    );
    checks(data, &own);
}

/// Two numbers that the other programs must find too.
fn checks(data: &Data, weights: &Weights) {
    let first = Data {
        questions: data.questions[..11].to_vec(),
        strata: data.strata.clone(),
        weights: Vec::new(),
        ..*data
    };
    let table = |pair: &PairCells<'_>| {
        let cells = (0..pair.rows * pair.cols)
            .map(|at| pair.total(at / pair.cols, at % pair.cols).weight as f64);
        let (sum, squares) = cells.fold((0.0, 0.0), |(sum, squares), w| (sum + w, squares + w * w));
        squares / (sum * sum)
    };
    let shares = each_pair(&first.variables(), first.strata(), weights, 1, table)[0];
    println!("{{\"what\":\"check of the first table\",\"value\":{shares:.15}}}");
    let statistic = |pair: &PairCells<'_>| match pair.first {
        0 => statistic(data, pair),
        _ => 0.0,
    };
    let sum: f64 = each_pair(&first.variables(), first.strata(), weights, 1, statistic)
        .iter()
        .sum();
    println!("{{\"what\":\"check of the first ten tests\",\"value\":{sum:.12}}}");
}

/// The best of three, in wall-clock and processor time.
fn measure(what: &str, threads: usize, job: impl Fn() -> f64) {
    let runs = (0..3).map(|_| {
        let (start, cpu) = (Instant::now(), processor_seconds());
        let check = job();
        (
            start.elapsed().as_secs_f64(),
            processor_seconds() - cpu,
            check,
        )
    });
    let (wall, cpu, check) = runs.min_by(|a, b| a.1.total_cmp(&b.1)).expect("three runs");
    println!(
        "{{\"what\":\"{what}\",\"threads\":{threads},\"wall\":{wall:.3},\"cpu\":{cpu:.3},\"check\":{check:.6}}}"
    );
}

/// All weighted tables with their row percentages; the sum of all percentages as a check.
fn tables(data: &Data, weights: &Weights, threads: usize) -> f64 {
    let percentages = each_pair(
        &data.variables(),
        data.strata(),
        weights,
        threads,
        row_percentages,
    );
    let all = percentages.iter().flatten().flatten();
    all.map(|tenths| f64::from(tenths.0) / 10.0).sum()
}

fn row_percentages(pair: &PairCells<'_>) -> Vec<Option<Tenths>> {
    let row = |row: usize| {
        let weights: Vec<u128> = (0..pair.cols)
            .map(|column| pair.total(row, column).weight)
            .collect();
        let whole = weights.iter().sum();
        weights.into_iter().map(move |part| Tenths::of(part, whole))
    };
    (0..pair.rows).flat_map(row).collect()
}

/// All second-order Rao-Scott tests; the sum of all statistics as a check.
fn tests(data: &Data, weights: &Weights, threads: usize) -> f64 {
    let test = |pair: &PairCells<'_>| statistic(data, pair);
    each_pair(&data.variables(), data.strata(), weights, threads, test)
        .iter()
        .sum()
}

fn statistic(data: &Data, pair: &PairCells<'_>) -> f64 {
    let sums = design(data, pair);
    let design = Design::new(&sums).expect("strata are whole");
    let found = rao_scott(&design, pair.rows, pair.cols).expect("a table to test");
    found.second.statistic
}

fn design(data: &Data, pair: &PairCells<'_>) -> DesignSums {
    let strata = pair.cells.chunks(pair.rows * pair.cols).enumerate();
    let scale = SCALE as f64;
    let sums = strata.map(|(at, cells)| StratumSums {
        n: data.sizes[at],
        population: Some(STRATA[at].1),
        cells: cells
            .iter()
            .map(|cell| CellSums {
                count: cell.count,
                weight: cell.weight as f64 / scale,
                weight_sq: cell.weight_sq / (scale * scale),
            })
            .collect(),
    });
    DesignSums {
        strata: sums.collect(),
    }
}

/// Time on a processor of all threads that ever ran, from the kernel's accounting (ticks of 10 ms).
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace();
    let ticks: f64 = fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    ticks / 100.0
}

/// A line of the process's status, in KiB.
fn status(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

/// Starts the peak of memory anew, so that what came before does not count.
fn forget_peak() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}
