//! What awaits somebody in the organisation they act for: few things, each with the page where it is done.

use axum::response::Response;
use ledger::body::Kind;
use ledger::body::approval::Before;
use ledger::body::house::Role;
use ledger::state::approval::Stage;
use ledger::view::approval::RequestView;
use ledger::view::house::{CredentialView, InvitationView, Security};
use store::door::When;

use crate::access::Signed;
use crate::layout::Words;

/// Something to be done, and where.
pub(in crate::pages) struct Await {
    pub text: String,
    pub href: String,
    /// How pressing it is, with its tone.
    pub tag: Option<(&'static str, String)>,
}

/// An unused invitation is told so long before it runs out: 2 days.
const BEFORE_THE_END: i64 = 2 * 86_400_000;

/// What awaits the visitor; nothing on a past day.
pub(super) async fn list(signed: &Signed) -> Result<Vec<Await>, Response> {
    if signed.when != When::Now || !signed.is_open() {
        return Ok(Vec::new());
    }
    let security = signed.look(|look| Ok(look.security())).await?;
    let mut all = own_keys(signed, security.get());
    all.extend(approvals(signed).await?);
    all.extend(screenings(signed).await?);
    all.extend(super::engaged::list(signed).await?);
    all.extend(later(signed, security.get()));
    Ok(all)
}

/// Requests for approval that wait for the visitor, or with which they can go on.
async fn approvals(signed: &Signed) -> Result<Vec<Await>, Response> {
    let known = crate::pages::approvals::known(signed).await?;
    let requests = known.map_or_else(Vec::new, |seen| seen.approvals.requests);
    let me = Some(signed.arrival.visitor.person);
    let mine = |one: &&RequestView| one.person == me;
    let accepts = signed.can(Kind::TermAccepted);
    // Whoever may accept can go on with what somebody else asked.
    let usable = |one: &&RequestView| {
        let accepted = accepts && one.wanted.before() == Before::Accept;
        one.stage == Stage::Approved && (mine(one) || accepted)
    };
    let returned = |one: &&RequestView| one.stage == Stage::Returned && mine(one);
    // What was asked anew waits there.
    let is_last = |one: &&RequestView| {
        let about = |one: &RequestView| {
            let wanted = &one.wanted;
            (one.engagement, wanted.before(), wanted.item().clone())
        };
        let mut later = requests.iter().filter(|later| later.seq > one.seq);
        !later.any(|later| about(later) == about(one))
    };
    let turn = requests.iter().filter(|one| one.decides_as.is_some());
    let counts = [
        ("home-approvals-turn", turn.count()),
        (
            "home-approvals-approved",
            requests.iter().filter(usable).count(),
        ),
        (
            "home-approvals-returned",
            requests.iter().filter(returned).filter(is_last).count(),
        ),
    ];
    let w = Words(signed.language());
    let told = counts.into_iter().filter(|(_, count)| *count > 0);
    let line = |(key, count): (&str, usize)| Await {
        text: w.with(key, "count", count),
        href: "/o/approvals".to_owned(),
        tag: None,
    };
    Ok(told.map(line).collect())
}

/// Screenings that wait for a decision, or for an answer that is late.
async fn screenings(signed: &Signed) -> Result<Vec<Await>, Response> {
    if !signed.can(Kind::ScreeningDecided) {
        return Ok(Vec::new());
    }
    let due = signed.look(|look| Ok(Some(look.screenings_due()))).await?;
    let w = Words(signed.language());
    let page = "/o/screenings";
    Ok(lines([
        (counted("home-screening-answered", due.answered, w), page),
        (counted("home-screening-overdue", due.overdue, w), page),
    ]))
}

/// Something that may have to be told, and its page.
type Told = (Option<String>, &'static str);

fn lines<const N: usize>(all: [Told; N]) -> Vec<Await> {
    let line = |(text, href): Told| {
        Some(Await {
            text: text?,
            href: href.to_owned(),
            tag: None,
        })
    };
    all.into_iter().filter_map(line).collect()
}

fn counted(key: &str, count: usize, w: Words) -> Option<String> {
    (count > 0).then(|| w.with(key, "count", count))
}

/// What concerns getting in: it comes before everything else.
fn own_keys(signed: &Signed, security: &Security) -> Vec<Await> {
    let w = Words(signed.language());
    let me = signed.arrival.visitor.person;
    let home = signed.arrival.home();
    let owns = home.is_some_and(|home| home.roles.contains(&Role::Owner));
    let credentials = || security.credentials.iter().filter(|known| !known.revoked);
    let vouch = |known: &&CredentialView| !known.confirmed && known.person != me;
    let told = |key: &str, tell: bool| tell.then(|| w.say(key));
    let demonstration = signed.access.site.is_demonstration();
    let no_passkey = !demonstration && !credentials().any(|known| known.person == me);
    let no_sheet = !demonstration && owns && !security.sheets.contains(&me);
    let vouched = signed.can(Kind::CredentialConfirmed);
    let to_vouch = credentials().filter(vouch).filter(|_| vouched).count();
    let recoveries = security.recoveries.len();
    let page = "/o/security";
    lines([
        (counted("organisation-awaits-recovery", recoveries, w), page),
        (told("organisation-awaits-passkey", no_passkey), page),
        (told("organisation-awaits-sheet", no_sheet), page),
        (counted("organisation-awaits-vouching", to_vouch, w), page),
    ])
}

/// What can wait: invitations that run out unused.
fn later(signed: &Signed, security: &Security) -> Vec<Await> {
    let w = Words(signed.language());
    let now = signed.access.store.now().moment;
    let unused =
        |link: &&InvitationView| !link.revoked && link.taken_by.is_none() && link.expires > now;
    let soon = |link: &&InvitationView| link.expires <= now.plus(BEFORE_THE_END);
    let invitations = security.invitations.iter().filter(unused).filter(soon);
    let invited = signed.can(Kind::Invited);
    let count = invitations.filter(|_| invited).count();
    let told = counted("organisation-awaits-invitations", count, w);
    lines([(told, "/o/people")])
}
