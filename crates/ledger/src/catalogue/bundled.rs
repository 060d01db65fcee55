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
    "rules-work.toml",
    "rules-tools.toml",
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
        insta::assert_snapshot!(format!("{} {counts:?} {}", catalogue.version, catalogue.hash), @"2026-11-22 [25, 32, 0] a2ababd5b224a2e22c50a25e6b316c2afea80e8958add5da7c85af90bda1e7f8");
        assert_eq!(counts[0], 25);
        let checks = (1..=25).map(|n| Mapping::parse(&format!("selfcheck:{n}")).unwrap());
        for check in checks {
            let of_kind = |item: &&Item| item.kind == ItemKind::SelfCheck;
            assert_eq!(
                catalogue.mapped_to(&check).filter(of_kind).count(),
                1,
                "{check}"
            );
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
}
