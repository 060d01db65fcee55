//! The addresses of engagements, of what is agreed in them, and of work passed on.

use ledger::body::Kind;
use ledger::policy::Part;

use super::{Endpoint, Gives, get, post, see};
use crate::api::{agreeing, engaged, engaging, evident, organisation, passing, shape, working};

/// Every one of them.
pub(super) fn all() -> Vec<Endpoint> {
    let mut all = of_engagements();
    all.extend(of_engagement());
    all.extend(of_terms());
    all.extend(of_chain());
    all.extend(of_works());
    all.extend(of_evidence());
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

fn of_works() -> Vec<Endpoint> {
    vec![
        get::<_, _, shape::AllAllowed>(
            "all-conditions",
            "/organisations/{organisation}/conditions",
            see(Part::Conditions),
            working::all,
        )
        .asking::<organisation::At>(),
        get::<_, _, shape::Allowed>(
            "conditions",
            "/organisations/{organisation}/engagements/{engagement}/conditions",
            see(Part::Conditions),
            working::conditions,
        )
        .asking::<organisation::At>(),
        get::<_, _, shape::Works>(
            "works",
            "/organisations/{organisation}/engagements/{engagement}/works",
            see(Part::Works),
            working::list,
        )
        .asking::<organisation::At>(),
        post::<_, _, shape::SettingWork>(
            "set-work",
            "/organisations/{organisation}/engagements/{engagement}/works",
            Kind::WorkSet,
            working::set,
        ),
        post::<_, _, shape::ConfirmingWork>(
            "confirm-work",
            "/organisations/{organisation}/engagements/{engagement}/works/{work}/confirm",
            Kind::WorkConfirmed,
            working::confirm,
        ),
        post::<_, _, shape::Ending>(
            "end-work",
            "/organisations/{organisation}/engagements/{engagement}/works/{work}/end",
            Kind::WorkEnded,
            working::end,
        ),
        post::<_, _, shape::PassingGate>(
            "pass-gate",
            "/organisations/{organisation}/engagements/{engagement}/gates",
            Kind::GatePassed,
            working::pass,
        ),
    ]
}

fn of_evidence() -> Vec<Endpoint> {
    vec![
        get::<_, _, shape::Evidence>(
            "evidence",
            "/organisations/{organisation}/engagements/{engagement}/evidence",
            see(Part::Evidence),
            evident::list,
        )
        .asking::<organisation::At>(),
        post::<_, _, shape::GivingEvidence>(
            "give-evidence",
            "/organisations/{organisation}/engagements/{engagement}/evidence",
            Kind::EvidenceGiven,
            evident::give,
        ),
        post::<_, _, shape::GivingFile>(
            "give-evidence-file",
            "/organisations/{organisation}/engagements/{engagement}/evidence/files",
            Kind::EvidenceGiven,
            evident::file,
        )
        .filed(),
        get::<_, _, shape::Empty>(
            "evidence-file",
            "/organisations/{organisation}/engagements/{engagement}/evidence/{seq}/file",
            see(Part::Evidence),
            evident::save,
        )
        .giving(Gives::File),
        post::<_, _, shape::AskingEvidence>(
            "ask-evidence",
            "/organisations/{organisation}/engagements/{engagement}/evidence/requests",
            Kind::EvidenceAsked,
            evident::ask,
        ),
        post::<_, _, shape::Empty>(
            "unask-evidence",
            "/organisations/{organisation}/engagements/{engagement}/evidence/requests/{seq}/withdraw",
            Kind::EvidenceUnasked,
            evident::unask,
        ),
        post::<_, _, shape::Reviewing>(
            "review-evidence",
            "/organisations/{organisation}/engagements/{engagement}/evidence/{seq}/review",
            Kind::EvidenceReviewed,
            evident::review,
        ),
        post::<_, _, shape::Withdrawing>(
            "withdraw-evidence",
            "/organisations/{organisation}/engagements/{engagement}/evidence/{seq}/withdraw",
            Kind::EvidenceWithdrawn,
            evident::withdraw,
        ),
    ]
}
