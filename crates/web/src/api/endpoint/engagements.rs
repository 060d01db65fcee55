//! The addresses of engagements, of what is agreed in them, and of work passed on.

use ledger::body::Kind;
use ledger::policy::Part;

use super::{Endpoint, get, post, see};
use crate::api::{agreeing, engaged, engaging, organisation, passing, shape};

/// Every one of them.
pub(super) fn all() -> Vec<Endpoint> {
    let mut all = of_engagements();
    all.extend(of_engagement());
    all.extend(of_terms());
    all.extend(of_chain());
    all
}

fn of_engagements() -> Vec<Endpoint> {
    vec![
        get::<_, _, shape::Engagements>(
            "engagements",
            "/organisations/{organisation}/engagements",
            see(Part::Sides),
            engaged::list,
        )
        .asking::<engaged::Wished>(),
        get::<_, _, crate::register::row::Register>(
            "register",
            "/organisations/{organisation}/engagements/register",
            see(Part::Sides),
            engaged::register,
        )
        .asking::<organisation::At>(),
        post::<_, _, shape::Opening>(
            "open",
            "/organisations/{organisation}/engagements",
            Kind::Opened,
            engaging::open,
        ),
        post::<_, _, shape::Asking>(
            "ask",
            "/organisations/{organisation}/engagements/ask",
            Kind::SideInvited,
            engaging::ask,
        ),
    ]
}

fn of_engagement() -> Vec<Endpoint> {
    const ONE: &str = "/organisations/{organisation}/engagements/{engagement}";
    vec![
        get::<_, _, shape::Engagement>("engagement", ONE, see(Part::Views), engaged::one)
            .asking::<organisation::At>(),
        post::<_, _, shape::Describing>(
            "describe",
            "/organisations/{organisation}/engagements/{engagement}/description",
            Kind::Described,
            engaging::describe,
        ),
        post::<_, _, shape::Naming>(
            "responsible",
            "/organisations/{organisation}/engagements/{engagement}/responsible",
            Kind::ResponsibleNamed,
            engaging::responsible,
        ),
        post::<_, _, shape::Linking>(
            "link",
            "/organisations/{organisation}/engagements/{engagement}/links",
            Kind::SideInvited,
            engaging::link,
        ),
        post::<_, _, shape::Empty>(
            "revoke-link",
            "/organisations/{organisation}/engagements/{engagement}/links/{link}/revoke",
            Kind::SideLinkRevoked,
            engaging::revoke,
        ),
        post::<_, _, shape::Viewing>(
            "views",
            "/organisations/{organisation}/engagements/{engagement}/views",
            Kind::SideStated,
            engaging::state,
        ),
        post::<_, _, shape::Disputing>(
            "dispute",
            "/organisations/{organisation}/engagements/{engagement}/disputes",
            Kind::Disputed,
            engaging::dispute,
        ),
        post::<_, _, shape::Ending>(
            "close",
            "/organisations/{organisation}/engagements/{engagement}/end",
            Kind::Closed,
            engaging::close,
        ),
    ]
}

fn of_terms() -> Vec<Endpoint> {
    vec![
        get::<_, _, shape::Terms>(
            "terms",
            "/organisations/{organisation}/engagements/{engagement}/terms",
            see(Part::Terms),
            agreeing::terms,
        )
        .asking::<organisation::At>(),
        post::<_, _, shape::Proposing>(
            "propose",
            "/organisations/{organisation}/engagements/{engagement}/terms",
            Kind::TermProposed,
            agreeing::propose,
        ),
        post::<_, _, shape::Dropping>(
            "drop",
            "/organisations/{organisation}/engagements/{engagement}/terms/drop",
            Kind::TermDropped,
            agreeing::withdraw,
        ),
        post::<_, _, shape::Costing>(
            "cost",
            "/organisations/{organisation}/engagements/{engagement}/terms/cost",
            Kind::CostTalked,
            agreeing::cost,
        ),
    ]
}

fn of_chain() -> Vec<Endpoint> {
    vec![
        get::<_, _, shape::PassedOn>(
            "below",
            "/organisations/{organisation}/engagements/{engagement}/below",
            see(Part::PassedOn),
            passing::below,
        )
        .asking::<organisation::At>(),
        post::<_, _, shape::Connecting>(
            "connect",
            "/organisations/{organisation}/engagements/{engagement}/below",
            Kind::Chained,
            passing::connect,
        ),
        post::<_, _, shape::Ruling>(
            "rule-passing",
            "/organisations/{organisation}/engagements/{engagement}/passing",
            Kind::PassingRuled,
            passing::rule,
        ),
        post::<_, _, shape::Subcontracting>(
            "ask-subcontract",
            "/organisations/{organisation}/engagements/{engagement}/subcontracts",
            Kind::SubcontractAsked,
            passing::ask,
        ),
        post::<_, _, shape::Deciding>(
            "decide-subcontract",
            "/organisations/{organisation}/engagements/{engagement}/subcontracts/{subcontract}/decision",
            Kind::SubcontractDecided,
            passing::decide,
        ),
        post::<_, _, shape::Ending>(
            "end-subcontract",
            "/organisations/{organisation}/engagements/{engagement}/subcontracts/{subcontract}/end",
            Kind::SubcontractEnded,
            passing::end,
        ),
    ]
}
