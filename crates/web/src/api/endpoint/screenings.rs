//! The addresses of screenings.

use ledger::body::Kind;
use ledger::policy::Part;

use super::{Endpoint, get, post, see};
use crate::api::{organisation, screening, shape};

/// Whom the organisation considers working with.
pub(super) fn all() -> Vec<Endpoint> {
    vec![
        get::<_, _, shape::Screenings>(
            "screenings",
            "/organisations/{organisation}/screenings",
            see(Part::Screenings),
            screening::list,
        )
        .asking::<organisation::At>(),
        get::<_, _, shape::Screening>(
            "screening",
            "/organisations/{organisation}/screenings/{screening}",
            see(Part::Screenings),
            screening::show,
        )
        .asking::<organisation::At>(),
        post::<_, _, shape::NewScreening>(
            "open-screening",
            "/organisations/{organisation}/screenings",
            Kind::ScreeningOpened,
            screening::open,
        ),
        post::<_, _, shape::AdjustingScreening>(
            "adjust-screening",
            "/organisations/{organisation}/screenings/{screening}/expectation",
            Kind::ScreeningAdjusted,
            screening::adjust,
        ),
        post::<_, _, shape::LinkingScreening>(
            "link-screening",
            "/organisations/{organisation}/screenings/{screening}/links",
            Kind::ScreeningLinked,
            screening::link,
        ),
        post::<_, _, shape::Empty>(
            "unlink-screening",
            "/organisations/{organisation}/screenings/{screening}/links/{link}/revoke",
            Kind::ScreeningUnlinked,
            screening::unlink,
        ),
        post::<_, _, shape::DecidingScreening>(
            "decide-screening",
            "/organisations/{organisation}/screenings/{screening}/decision",
            Kind::ScreeningDecided,
            screening::decide,
        ),
    ]
}
