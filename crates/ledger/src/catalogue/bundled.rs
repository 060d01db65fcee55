//! The catalogue that comes with the program.

use super::{Catalogue, load};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../catalogue/", $name)))),*]
    };
}

/// The files of the bundled catalogue: name and text.
pub const BUNDLED: &[(&str, &str)] = files![
    "catalogue.toml",
    "self-check.toml",
    "rules-governance.toml",
    "rules-work.toml",
    "rules-tools.toml",
    "rules-partners.toml",
    "requirements-contract.toml",
    "requirements-work.toml",
    "requirements-information.toml",
    "requirements-operation.toml",
    "requirements-chain.toml",
];

/// The bundled catalogue, read anew at each call; callers keep it. A test proves that its files have no problem,
/// so the empty catalogue that stands for a broken one is never seen.
pub fn bundled() -> Catalogue {
    load(BUNDLED).0.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::*;

    #[test]
    fn the_bundled_catalogue_has_no_problem() {
        let (catalogue, problems) = load(BUNDLED);
        assert_eq!(problems, []);
        assert_eq!(catalogue, Some(bundled()));
    }

    /// `cargo test` prints what to do when a number is no longer true.
    #[test]
    fn the_bundled_catalogue_counts() {
        let catalogue = bundled();
        let counts = ItemKind::ALL.map(|kind| catalogue.of_kind(kind).count());
        insta::assert_snapshot!(format!("{} {counts:?} {}", catalogue.version, catalogue.hash), @"2026-11-23 [25, 39, 76] a8869f867371292ac829e52740462f74237610fc50a35f854a78f3ed3a658641");
        assert_eq!(counts[0], 25);
        let numbers = catalogue.of_kind(ItemKind::SelfCheck).enumerate();
        for (place, item) in numbers {
            let number = Mapping::parse(&format!("selfcheck:{}", place + 1)).unwrap();
            assert!(item.maps.contains(&number), "{} is not {number}", item.id);
        }
    }

    /// Questions of the published study and the topics that answer them.
    #[test]
    fn the_rule_topics_of_the_study_are_there() {
        let catalogue = bundled();
        for (question, topic) in [
            ("ipa-2020-organisation:Q10.access", "telework"),
            ("ipa-2020-organisation:Q10.place", "telework"),
            ("ipa-2020-organisation:Q10.info-level", "telework"),
            ("ipa-2020-organisation:Q16.encryption", "takeout"),
            ("ipa-2020-organisation:Q22.measure", "byod"),
            ("ipa-2020-organisation:Q28.approved-only", "meeting"),
            ("ipa-2020-individual:Q30.apply-first", "software"),
        ] {
            let link = StudyLink::parse(question).unwrap();
            let mut rules = catalogue
                .of_topic(topic)
                .filter(|item| item.kind == ItemKind::Rule);
            assert!(rules.any(|rule| rule.study.contains(&link)), "{question}");
        }
        let rules = catalogue
            .of_kind(ItemKind::Rule)
            .map(|rule| rule.topic.as_str());
        let topics: BTreeSet<&str> = rules.collect();
        for topic in [
            "telework",
            "takeout",
            "byod",
            "meeting",
            "software",
            "exception",
            "incident",
        ] {
            assert!(topics.contains(topic), "{topic}");
        }
    }

    #[test]
    fn scheme_ids_are_those_of_their_owners() {
        let catalogue = bundled();
        let scs = &catalogue.scheme("scs").unwrap().entry;
        let level = |star: &str| {
            scs.iter()
                .filter(|entry| entry.level.as_deref() == Some(star))
                .count()
        };
        assert_eq!((level("3"), level("4"), scs.len()), (26, 17, 43));
        let pointed = catalogue.of_scheme("scs").flat_map(|(_, entries)| entries);
        let pointed: BTreeSet<&str> = pointed.collect();
        for entry in scs {
            let known = entry.name.is_some() && pointed.contains(entry.id.as_str());
            assert!(known, "{} has no name or no item", entry.id);
        }
        let csf = catalogue.of_scheme("csf").flat_map(|(_, entries)| entries);
        assert!(csf.collect::<BTreeSet<_>>().len() >= 4);
        assert_eq!(catalogue.scheme("iso27001").unwrap().entry.len(), 5);
        assert_eq!(catalogue.scheme("guideline").unwrap().entry.len(), 7);
    }

    /// `issued.txt` lists every id ever issued. An id that is in it and not in the catalogue was removed: retire it instead.
    #[test]
    fn no_issued_id_is_gone() {
        let catalogue = bundled();
        let listed: BTreeSet<&str> = include_str!("../../../../catalogue/issued.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect();
        let here: BTreeSet<&str> = catalogue
            .items
            .iter()
            .map(|item| item.id.as_str())
            .collect();
        assert_eq!(
            listed.difference(&here).collect::<Vec<_>>(),
            [] as [&&str; 0],
            "removed"
        );
        assert_eq!(
            here.difference(&listed).collect::<Vec<_>>(),
            [] as [&&str; 0],
            "add to issued.txt"
        );
        let mut fewer = catalogue.clone();
        let gone = fewer.items.remove(3).id;
        assert_eq!(fewer.missing_since(&catalogue), [gone]);
        assert_eq!(catalogue.missing_since(&fewer), []);
    }

    /// The topics a contract between two organisations is about: those of Q40 and of what the study's findings ask for.
    #[test]
    fn requirements_cover_the_subjects_of_contracts() {
        let catalogue = bundled();
        let requirements: Vec<&Item> = catalogue.of_kind(ItemKind::Requirement).collect();
        assert!(requirements.len() >= 40);
        let of_topic = |topic: &str| requirements.iter().any(|item| item.topic == topic);
        for topic in [
            "contract",
            "telework",
            "byod",
            "device",
            "meeting",
            "takeout",
            "access",
            "software",
            "operation",
            "premises",
            "people",
            "exception",
            "subcontract",
            "incident",
            "proof",
            "change",
            "end",
        ] {
            assert!(of_topic(topic), "{topic}");
        }
        for row in [
            "byod-limit",
            "telework-limit",
            "tech-consult",
            "evidence",
            "review",
            "incident-response",
        ] {
            let link = StudyLink::parse(&format!("ipa-2020-organisation:Q40.{row}")).unwrap();
            assert!(
                requirements.iter().any(|item| item.study.contains(&link)),
                "{row}"
            );
        }
    }

    /// An id says where its item stands, so that people can guess it.
    #[test]
    fn ids_of_rules_and_requirements_name_their_topic() {
        let catalogue = bundled();
        let others = catalogue
            .items
            .iter()
            .filter(|item| item.kind != ItemKind::SelfCheck);
        for item in others {
            assert_eq!(
                item.id.as_str().split('.').nth(1),
                Some(item.topic.as_str()),
                "{}",
                item.id
            );
        }
    }

    /// A text that is the same in both languages was forgotten; one without kana or kanji is not Japanese.
    #[test]
    fn texts_are_in_their_language() {
        let japanese = |text: &str| text.chars().any(|c| ('\u{3040}'..='\u{9fff}').contains(&c));
        for item in &bundled().items {
            let term = item
                .term
                .iter()
                .flat_map(|term| std::iter::once(&term.text).chain(&term.settle));
            let texts = [&item.name, &item.why, &item.plain]
                .into_iter()
                .chain(&item.evidence)
                .chain(term);
            for text in texts {
                assert!(japanese(&text.ja), "{}: {}", item.id, text.ja);
                assert!(
                    !japanese(&text.en) && !text.en.trim().is_empty(),
                    "{}: {}",
                    item.id,
                    text.en
                );
            }
        }
    }

    /// The tables of the pages on the catalogue state what is in it.
    #[test]
    fn the_pages_state_the_true_numbers() {
        let catalogue = bundled();
        let mut rows: Vec<String> = ItemKind::ALL
            .iter()
            .map(|kind| {
                format!(
                    "| `{}.` | {} |",
                    kind.prefix(),
                    catalogue.of_kind(*kind).count()
                )
            })
            .collect();
        for scheme in &catalogue.schemes {
            let items: Vec<_> = catalogue.of_scheme(&scheme.id).collect();
            let entries: BTreeSet<&str> = items
                .iter()
                .flat_map(|(_, entries)| entries.clone())
                .collect();
            rows.push(format!(
                "| {} | {} | {} |",
                scheme.entry.len(),
                entries.len(),
                items.len()
            ));
        }
        for page in [
            include_str!("../../../../docs/concepts/catalogue.md"),
            include_str!("../../../../docs/concepts/catalogue.ja.md"),
        ] {
            let absent: Vec<&String> = rows
                .iter()
                .filter(|row| !page.contains(row.as_str()))
                .collect();
            assert!(absent.is_empty(), "{absent:?}");
        }
    }
}
