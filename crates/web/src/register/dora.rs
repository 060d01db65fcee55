//! The register in the shape of template B_05.02 (supply chains of ICT services) of Commission Implementing Regulation (EU) 2024/2956,
//! and what a supervisor's checks would refuse of it, row by row.
//!
//! One row for each contract, type of service (Annex III: S01 to S19) and provider. Rank 1 is who contracts with the financial entity itself;
//! its recipient is not applicable and stays empty. Rank and recipient are columns of [`Link`], so that deeper ranks need nothing else.

use std::collections::BTreeMap;

use survey::{Place, Problem};

use super::row::Row;

/// The headings of the plain CSV, in order.
pub const HEADS: [&str; 7] = [
    "c0010", "c0020", "c0030", "c0040", "c0050", "c0060", "c0070",
];
/// The types of services of Annex III.
const SERVICES: std::ops::RangeInclusive<u8> = 1..=19;

/// A code and its type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coded {
    /// The code.
    pub code: String,
    /// `LEI`, `EUID`, or for a person in trade `XX_CRN` and the like.
    pub kind: String,
}

/// A row of the template.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Link {
    /// The contract's reference number with the financial entity; the same for all ranks below it.
    pub contract: String,
    /// Type of service: 1 to 19.
    pub service: Option<u8>,
    /// Who provides it.
    pub provider: Option<Coded>,
    /// 1 for who contracts with the financial entity, 2 for its subcontractor, …
    pub rank: u32,
    /// Whom it provides it to; none at rank 1.
    pub recipient: Option<Coded>,
}

impl Link {
    /// Its cells, under [`HEADS`].
    #[must_use]
    pub fn cells(&self) -> Vec<String> {
        let service = self.service.map(|service| format!("eba_TA:S{service:02}"));
        let parts = |coded: &Option<Coded>| match coded {
            Some(coded) => [coded.code.clone(), coded.kind.clone()],
            None => [String::new(), String::new()],
        };
        let [provider, provider_kind] = parts(&self.provider);
        let [recipient, recipient_kind] = parts(&self.recipient);
        vec![
            self.contract.clone(),
            service.unwrap_or_default(),
            provider,
            provider_kind,
            self.rank.to_string(),
            recipient,
            recipient_kind,
        ]
    }
}

/// The service a kind of work is; none where only who wrote it can tell.
fn service(kind: &str) -> Option<u8> {
    match kind {
        "development" => Some(2),
        "operation" | "maintenance" => Some(14),
        _ => None,
    }
}

fn coded(number: Option<&str>) -> Option<Coded> {
    let (kind, code) = number?.split_once(':')?;
    (kind == "lei").then(|| Coded {
        code: code.to_owned(),
        kind: "LEI".to_owned(),
    })
}

/// The rows of a register in which the organisation is the client, still going on, one for each type of service.
#[must_use]
pub fn links(rows: &[Row]) -> Vec<(Place, Link)> {
    let bought = rows
        .iter()
        .filter(|row| row.side == "client" && row.closed.is_none());
    let mut links = Vec::new();
    for row in bought {
        let mut services: Vec<Option<u8>> = row.kinds.iter().map(|kind| service(kind)).collect();
        services.sort_unstable();
        services.dedup();
        if services.is_empty() {
            services.push(None);
        }
        let place = || Place::file(row.partner.clone()).in_field(row.title.clone());
        links.extend(services.into_iter().map(|service| {
            let link = Link {
                contract: row.reference.clone().unwrap_or_default(),
                service,
                provider: coded(row.partner_number.as_deref()),
                rank: 1,
                recipient: None,
            };
            (place(), link)
        }));
    }
    links
}

/// What would be refused, by the place each row came from. Rows count from 1, below the headings as line 2.
#[must_use]
pub fn check(links: &[(Place, Link)]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut keys: BTreeMap<&Link, u32> = BTreeMap::new();
    for (line, (place, link)) in (2..).zip(links) {
        let problem = |code| Problem::error(code, place.clone().at(line));
        if link.contract.trim().is_empty() {
            problems.push(problem("dora-no-contract"));
        }
        if link.contract.starts_with(['=', '+', '-', '@', '\t']) {
            problems.push(problem("dora-formula"));
        }
        if !link
            .service
            .is_some_and(|service| SERVICES.contains(&service))
        {
            problems.push(problem("dora-no-service"));
        }
        if link.provider.is_none() {
            problems.push(problem("dora-no-provider"));
        }
        // Rows without their key are told for that already.
        let keyed = !link.contract.trim().is_empty();
        if let Some(first) = keys.get(link).filter(|_| keyed) {
            problems.push(problem("dora-twice").with("first", first));
        }
        keys.entry(link).or_insert(line);
        problems.extend(ranked(links, link).map(problem));
    }
    problems
}

/// What is wrong with a row's rank and recipient beside the other rows of its contract and service.
fn ranked(links: &[(Place, Link)], link: &Link) -> Option<&'static str> {
    let chain = links.iter().map(|(_, other)| other);
    let mut chain = chain.filter(|other| {
        other.contract == link.contract
            && other.service == link.service
            && !link.contract.is_empty()
    });
    match (link.rank, &link.recipient) {
        (0, _) => Some("dora-no-rank"),
        (1, Some(_)) => Some("dora-recipient"),
        (1, None) => chain
            .any(|other| other.rank == 1 && other.provider != link.provider)
            .then_some("dora-two-direct"),
        (_, None) => Some("dora-no-recipient"),
        (rank, recipient) => {
            let above = chain.any(|other| other.rank + 1 == rank && other.provider == *recipient);
            (!above).then_some("dora-broken")
        }
    }
}

/// The rows as the plain CSV that is sent: comma, no mark of its encoding, nothing changed against formulas, since a program reads it;
/// [`check`] tells which references a spreadsheet would take for one.
#[must_use]
pub fn csv(links: &[(Place, Link)]) -> Vec<u8> {
    let quoted = |cell: &String| match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    let mut text = HEADS.join(",") + "\r\n";
    for (_, link) in links {
        let cells: Vec<String> = link.cells().iter().map(quoted).collect();
        text.push_str(&(cells.join(",") + "\r\n"));
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(contract: &str, service: u8, provider: &str, rank: u32, recipient: &str) -> Link {
        let coded = |code: &str| {
            (!code.is_empty()).then(|| Coded {
                code: code.to_owned(),
                kind: "LEI".to_owned(),
            })
        };
        Link {
            contract: contract.to_owned(),
            service: (service > 0).then_some(service),
            provider: coded(provider),
            rank,
            recipient: coded(recipient),
        }
    }

    fn codes(links: &[Link]) -> Vec<String> {
        let placed: Vec<(Place, Link)> = links
            .iter()
            .map(|link| (Place::file("x"), link.clone()))
            .collect();
        let told =
            |problem: Problem| format!("{} {}", problem.place.line.unwrap_or(0), problem.code);
        check(&placed).into_iter().map(told).collect()
    }

    #[test]
    fn every_trap_is_told_with_its_row() {
        let one = link("K1", 14, "A", 1, "");
        for (links, expected) in [
            (vec![one.clone(), link("K1", 2, "A", 1, "")], vec![]),
            (vec![link("", 14, "A", 1, "")], vec!["2 dora-no-contract"]),
            (vec![link("K1", 0, "A", 1, "")], vec!["2 dora-no-service"]),
            (vec![link("K1", 20, "A", 1, "")], vec!["2 dora-no-service"]),
            (vec![link("K1", 14, "", 1, "")], vec!["2 dora-no-provider"]),
            (vec![one.clone(), one.clone()], vec!["3 dora-twice"]),
            (
                vec![link("", 14, "A", 1, ""), link("", 14, "A", 1, "")],
                vec!["2 dora-no-contract", "3 dora-no-contract"],
            ),
            (vec![link("K1", 14, "A", 0, "")], vec!["2 dora-no-rank"]),
            (vec![link("K1", 14, "A", 1, "B")], vec!["2 dora-recipient"]),
            (
                vec![one.clone(), link("K1", 14, "B", 1, "")],
                vec!["2 dora-two-direct", "3 dora-two-direct"],
            ),
            (vec![one.clone(), link("K1", 14, "B", 2, "A")], vec![]),
            (
                vec![one.clone(), link("K1", 14, "B", 2, "")],
                vec!["3 dora-no-recipient"],
            ),
            (
                vec![one.clone(), link("K1", 14, "B", 2, "C")],
                vec!["3 dora-broken"],
            ),
            (
                vec![one.clone(), link("K1", 14, "B", 3, "A")],
                vec!["3 dora-broken"],
            ),
            (
                vec![one, link("K2", 14, "B", 2, "A")],
                vec!["3 dora-broken"],
            ),
        ] {
            assert_eq!(codes(&links), expected, "{links:?}");
        }
    }

    #[test]
    fn only_what_is_bought_and_goes_on_is_told_one_row_for_each_service() {
        let row = Row {
            side: "client".to_owned(),
            partner: "東西".to_owned(),
            partner_number: Some("lei:506700GE1G29325QX363".to_owned()),
            reference: Some("K1".to_owned()),
            kinds: vec![
                "development".to_owned(),
                "operation".to_owned(),
                "maintenance".to_owned(),
            ],
            ..Row::default()
        };
        let sold = Row {
            side: "vendor".to_owned(),
            ..row.clone()
        };
        let over = Row {
            closed: Some("2026-01-01".to_owned()),
            ..row.clone()
        };
        let links = links(&[row, sold, over]);
        let cells: Vec<String> = links
            .iter()
            .map(|(_, link)| link.cells().join(","))
            .collect();
        assert_eq!(
            cells,
            [
                "K1,eba_TA:S02,506700GE1G29325QX363,LEI,1,,",
                "K1,eba_TA:S14,506700GE1G29325QX363,LEI,1,,"
            ]
        );
        assert_eq!(check(&links), []);
    }
}
