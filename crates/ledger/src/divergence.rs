//! Where the two sides of an engagement see an item differently: computed from what each said, stated by nobody.

use crate::body::shared::View;
use crate::bytes::codes;

codes! {
    /// How two views of one item differ, the most harmful first.
    pub enum Divergence {
        /// It is agreed, and one side has said since that it is not so.
        AgainstAgreement = "against-agreement",
        /// One side holds it agreed, the other says otherwise: that side relies on what nobody promised.
        HeldByOne = "held-by-one",
        /// Both said something, and not the same.
        Apart = "apart",
        /// One side cannot tell.
        NotKnown = "not-known",
        /// One side has said nothing yet.
        OneSided = "one-sided",
    }
}

/// One side's word, and the line in which it stands.
pub type Word = Option<(u64, View)>;

/// How the sides differ on an item of which the line `agreed`, if any, completed an agreement: what was said before it is settled by it.
#[must_use]
pub fn divergence(agreed: Option<u64>, one: Word, other: Word) -> Option<Divergence> {
    let Some(agreed) = agreed else {
        return apart(one.map(|(_, view)| view), other.map(|(_, view)| view));
    };
    let against =
        |word: Word| word.is_some_and(|(seq, view)| seq > agreed && view != View::HeldAgreed);
    (against(one) || against(other)).then_some(Divergence::AgainstAgreement)
}

/// How two views differ; nothing where they are the same, or where neither side said anything.
fn apart(one: Option<View>, other: Option<View>) -> Option<Divergence> {
    let (one, other) = match (one, other) {
        (None, None) => return None,
        (Some(one), Some(other)) => (one, other),
        _ => return Some(Divergence::OneSided),
    };
    if one == other {
        return None;
    }
    let says = |view| one == view || other == view;
    Some(if says(View::HeldAgreed) {
        Divergence::HeldByOne
    } else if says(View::NotKnown) {
        Divergence::NotKnown
    } else {
        Divergence::Apart
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "
                     - held-agreed will-agree should-consider no-plan not-known not-applicable
-                    - one-sided one-sided one-sided one-sided one-sided one-sided
held-agreed      one-sided - held-by-one held-by-one held-by-one held-by-one held-by-one
will-agree       one-sided held-by-one - apart apart not-known apart
should-consider  one-sided held-by-one apart - apart not-known apart
no-plan          one-sided held-by-one apart apart - not-known apart
not-known        one-sided held-by-one not-known not-known not-known - not-known
not-applicable   one-sided held-by-one apart apart apart not-known -";

    #[test]
    fn every_pair_of_views() {
        let mut lines = TABLE.trim().lines().map(str::split_whitespace);
        let columns: Vec<&str> = lines.next().unwrap().collect();
        for mut line in lines {
            let one = View::of(line.next().unwrap());
            for (column, expected) in columns.iter().zip(line) {
                let said = |view: Option<View>| view.map(|view| (3, view));
                let (one, other) = (said(one), said(View::of(column)));
                let found = divergence(None, one, other);
                assert_eq!(found, Divergence::of(expected), "{one:?} and {column}");
                assert_eq!(divergence(Some(4), one, other), None, "agreed since");
                let still = [one, other]
                    .iter()
                    .flatten()
                    .all(|(_, view)| *view == View::HeldAgreed);
                let expected = (!still).then_some(Divergence::AgainstAgreement);
                assert_eq!(divergence(Some(2), one, other), expected, "agreed before");
            }
        }
    }
}
