//! One folder a page: what it answers (`mod.rs`) and how it looks (`page.html`).

pub mod answers;
pub mod approvals;
pub mod calendar;
pub mod chain;
pub mod chain_map;
pub mod cite;
pub mod claim;
pub mod claims;
pub mod contradictions;
pub mod demonstration;
pub mod engagement;
pub mod engagements;
pub mod evidence;
pub mod figure;
pub mod figures;
pub mod found;
pub mod help;
pub mod home;
pub mod house;
pub mod items;
pub mod join;
pub mod leave;
pub mod ledger;
pub mod licences;
pub mod link;
pub mod mailbox;
pub mod map;
pub mod me;
pub mod open;
pub mod people;
pub mod provider;
pub mod question;
pub mod questions;
pub mod recover;
pub mod report;
pub mod screening;
pub mod screenings;
pub mod security;
pub mod server_ledger;
pub mod settings;
pub mod side;
mod sign_in;
pub mod standing;
pub mod study;
pub mod tables;
pub mod terms;
pub mod works;

use crate::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// Routes of all pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(home::page))
        .route("/help", get(help::page))
        .route("/licences", get(licences::page))
        .route("/studies/{id}", get(study::page))
        .route("/studies/{id}/questions", get(questions::page))
        .route("/studies/{id}/questions/{question}", get(question::page))
        .route("/studies/{id}/cite", get(cite::page))
        .route("/studies/{id}/figures", get(figures::page))
        .route("/studies/{id}/figures/{figure}", get(figure::page))
        .route(
            "/studies/{id}/figures/{figure}/figure.svg",
            get(figure::picture),
        )
        .route(
            "/studies/{id}/figures/{figure}/change.svg",
            get(figure::change),
        )
        .route("/studies/{id}/figures/{figure}/{file}", get(figure::file))
        .route("/studies/{id}/claims", get(claims::page))
        .route("/studies/{id}/claims/intervals.svg", get(claims::picture))
        .route("/studies/{id}/claims/{claim}", get(claim::page))
        .route("/studies/{id}/map", get(map::page))
        .route("/studies/{id}/contradictions", get(contradictions::page))
        .route("/studies/{id}/tables", get(tables::page))
        .route("/studies/{id}/tables/{file}", get(tables::file))
        .route("/studies/{id}/report", get(report::page))
        .route("/studies/{id}/report/{chapter}", get(report::chapter))
        .route("/studies/{id}/report/files/{file}", get(report::file))
        .route("/studies/{id}/answers", get(answers::page))
        .route(
            "/studies/{id}/answers/populations",
            post(answers::populations).get(answers::back),
        )
        .route(
            "/studies/{id}/answers/margins",
            post(answers::margins).get(answers::back),
        )
        .route(
            "/studies/{id}/answers/check",
            post(answers::check).get(answers::back),
        )
        .route(
            "/studies/{id}/answers/take",
            post(answers::take).get(answers::back),
        )
        .route(
            "/studies/{id}/answers/mapping",
            post(answers::remap).get(answers::back),
        )
        .route(
            "/studies/{id}/answers/correct",
            post(answers::correct).get(answers::back),
        )
        .route("/studies/{id}/answers/{file}", get(answers::file))
        .route(
            "/studies/{id}/remove",
            post(answers::remove).get(answers::back),
        )
        .route("/open", get(open::page).post(open::keep))
        .route("/open/example", post(open::example).get(open::back))
        .merge(of_organisations())
        .fallback(crate::refusal::nowhere)
}

/// Pages of organisations and their people; without a store each of them answers as if it were not there.
fn of_organisations() -> Router<App> {
    Router::new()
        .route("/o", get(house::page))
        .route("/o/security", get(security::page))
        .route(
            "/o/security/passkeys",
            post(security::keep).get(sign_in::back),
        )
        .route(
            "/o/security/passkeys/ask",
            post(security::ask).get(sign_in::back),
        )
        .route(
            "/o/security/confirm",
            post(security::confirm).get(sign_in::back),
        )
        .route(
            "/o/security/revoke",
            post(security::revoke).get(sign_in::back),
        )
        .route("/sign-in/passkey", post(sign_in::shown).get(sign_in::back))
        .route(
            "/sign-in/passkey/ask",
            post(sign_in::ask_passkey).get(sign_in::back),
        )
        .route("/o/people", get(people::page))
        .route("/o/people/invite", post(people::invite).get(sign_in::back))
        .route("/o/people/revoke", post(people::revoke).get(sign_in::back))
        .route("/o/people/grant", post(people::grant).get(sign_in::back))
        .route("/o/people/end", post(people::end).get(sign_in::back))
        .route("/set-up", get(found::set_up).post(found::ask))
        .route("/found", get(found::found).post(found::ask))
        .route("/found/accept", post(found::accept).get(sign_in::back))
        .route("/join", get(join::page).post(join::ask))
        .route("/join/accept", post(join::accept).get(sign_in::back))
        .route("/join/as", post(join::accept_as).get(sign_in::back))
        .route("/o/mail", get(mailbox::page))
        .route("/o/mail/add", post(mailbox::add).get(sign_in::back))
        .route("/o/mail/verify", post(mailbox::verify).get(sign_in::back))
        .route("/o/mail/remove", post(mailbox::remove).get(sign_in::back))
        .route("/o/mail/choose", post(mailbox::choose).get(sign_in::back))
        .route("/verify", get(mailbox::link).post(mailbox::verified))
        .route("/sign-in/link", get(link::sign_in).post(link::signed_in))
        .route("/o/standing", get(standing::page))
        .route("/o/standing/standing.csv", get(standing::file))
        .route(
            "/o/standing/answer",
            get(standing::answer).post(standing::take),
        )
        .route(
            "/o/standing/items/{item}",
            get(standing::item).post(standing::take_item),
        )
        .merge(of_items())
        .merge(of_settings())
        .merge(of_engagements())
        .merge(screenings::routes())
        .merge(of_keys())
        .merge(of_providers())
        .merge(of_ledgers())
        .route("/sign-in", get(sign_in::page).post(sign_in::ask))
        .route("/recover", get(recover::page).post(recover::act))
        .route("/sign-out", post(sign_in::out).get(sign_in::back))
        .route("/switch", post(sign_in::switch).get(sign_in::back))
        .route(
            "/demo",
            get(demonstration::page).post(demonstration::choose),
        )
}

/// What was recorded, with its proofs: an organisation's own, and the server's.
fn of_ledgers() -> Router<App> {
    Router::new()
        .route("/o/ledger", get(ledger::page))
        .route("/o/ledger/export.json", get(ledger::export))
        .route("/o/ledger/{seq}/receipt.txt", get(ledger::receipt))
        .route("/o/server", get(server_ledger::page))
}

/// Engagements, for both sides and for whoever holds a link to one.
fn of_engagements() -> Router<App> {
    let back = sign_in::back;
    let of = |path: &str| format!("/o/engagements/{{id}}{path}");
    Router::new()
        .route("/o/engagements", get(engagements::page))
        .route("/o/engagements/engagements.csv", get(engagements::file))
        .route(
            "/o/engagements/import",
            get(engagements::import)
                .post(engagements::look)
                .layer(DefaultBodyLimit::max(engagements::LARGEST_TABLE)),
        )
        .route(
            "/o/engagements/import/vendors.xlsx",
            get(engagements::blank),
        )
        .route(
            "/o/engagements/import/do",
            post(engagements::take).get(back),
        )
        .route(
            "/o/engagements/links.csv",
            post(engagements::save_links).get(back),
        )
        .route(
            "/o/engagements/ask",
            get(engagements::ask).post(engagements::take_ask),
        )
        .route("/o/engagements/dora", get(engagements::dora))
        .route("/o/engagements/register/{file}", get(engagements::register))
        .route(
            "/o/engagements/new",
            get(engagements::new).post(engagements::open),
        )
        .route(&of(""), get(engagement::page))
        .route(
            &of("/answer"),
            get(engagement::answer).post(engagement::take),
        )
        .route(
            &of("/heard"),
            get(engagement::heard).post(engagement::take_heard),
        )
        .route(&of("/invite"), post(engagement::invite).get(back))
        .route(&of("/revoke"), post(engagement::revoke).get(back))
        .route(&of("/describe"), post(engagement::describe).get(back))
        .route(&of("/responsible"), post(engagement::responsible).get(back))
        .route(&of("/dispute"), post(engagement::dispute).get(back))
        .route(
            &of("/close"),
            get(engagement::closing).post(engagement::close),
        )
        .route(&of("/export.json"), get(engagement::export))
        .merge(of_agreements())
        .route("/side", get(side::page).post(side::enter))
        .route("/side/work", get(side::work).post(side::answer))
        .route("/side/forward", post(side::forward).get(back))
        .route("/side/take", post(side::take).get(back))
        .route("/side/leave", post(side::leave).get(back))
}

/// What the sides of an engagement agree, and who does the work below.
fn of_agreements() -> Router<App> {
    let back = sign_in::back;
    let of = |path: &str| format!("/o/engagements/{{id}}{path}");
    Router::new()
        .route(&of("/ledger"), get(ledger::of_engagement))
        .route(
            &of("/ledger/{seq}/receipt.txt"),
            get(ledger::receipt_of_engagement),
        )
        .route(&of("/below"), get(chain::page))
        .route(&of("/below/rule"), post(chain::rule).get(back))
        .route(&of("/below/ask"), post(chain::ask).get(back))
        .route(&of("/below/decide"), post(chain::decide).get(back))
        .route(&of("/below/end"), post(chain::end).get(back))
        .route(&of("/below/link"), post(chain::link).get(back))
        .route(&of("/works"), get(works::page))
        .route(&of("/works/set"), get(works::set).post(works::take_set))
        .route(&of("/works/confirm"), post(works::confirm).get(back))
        .route(&of("/works/end"), post(works::end).get(back))
        .route(&of("/works/gate"), post(works::gate).get(back))
        .route(&of("/conditions"), get(works::conditions))
        .merge(of_approvals())
        .route("/o/calendar", get(calendar::page))
        .route("/o/calendar/calendar.ics", get(calendar::file))
        .route("/o/chain", get(chain_map::page))
        .route("/o/chain/shared", get(chain_map::shared_page))
        .route("/o/conditions", get(works::all))
        .route("/o/conditions/conditions.csv", get(works::all_file))
        .route(&of("/evidence"), get(evidence::page))
        .route(
            &of("/evidence/give"),
            get(evidence::give).post(evidence::take),
        )
        .route(&of("/evidence/ask"), post(evidence::ask).get(back))
        .route(&of("/evidence/unask"), post(evidence::unask).get(back))
        .route(&of("/evidence/review"), post(evidence::review).get(back))
        .route(
            &of("/evidence/withdraw"),
            post(evidence::withdraw).get(back),
        )
        .route(&of("/evidence/{line}/file"), get(evidence::file))
        .route(&of("/sheet.pdf"), get(engagement::sheet_file))
        .route(&of("/agreement"), get(terms::agreement))
        .route(&of("/agreement.pdf"), get(terms::agreement_file))
        .route(&of("/terms"), get(terms::list).post(terms::choose))
        .route(&of("/terms/{item}"), get(terms::item))
        .route(
            &of("/terms/{item}/propose"),
            get(terms::propose).post(terms::take),
        )
        .route(&of("/terms/{item}/drop"), post(terms::drop).get(back))
        .route(&of("/terms/{item}/cost"), post(terms::cost).get(back))
        .route(
            &of("/terms/{item}/ask"),
            post(approvals::ask_accept).get(back),
        )
        .route(&of("/terms/{item}/accept"), post(terms::accept).get(back))
        .route(&of("/terms/{item}/sign"), post(terms::sign).get(back))
        .route(&of("/terms/{item}/sign/ask"), post(terms::ask).get(back))
}

/// An organisation's own list of items.
fn of_items() -> Router<App> {
    let back = sign_in::back;
    let large = || DefaultBodyLimit::max(items::LARGEST_LIST);
    Router::new()
        .route("/o/items", get(items::page))
        .route("/o/items/set", get(items::set).post(items::take_set))
        .route("/o/items/drop", post(items::drop).get(back))
        .route(
            "/o/items/import",
            get(items::import).post(items::look).layer(large()),
        )
        .route(
            "/o/items/import/do",
            post(items::take).get(back).layer(large()),
        )
        .route("/o/items/files/{file}", get(items::file))
}

/// Approval inside an organisation.
fn of_approvals() -> Router<App> {
    let back = sign_in::back;
    Router::new()
        .route("/o/approvals", get(approvals::page))
        .route(
            "/o/approvals/route",
            get(approvals::route).post(approvals::set_route),
        )
        .route(
            "/o/approvals/route/end",
            post(approvals::end_route).get(back),
        )
        .route("/o/approvals/acting", post(approvals::acting).get(back))
        .route(
            "/o/approvals/acting/end",
            post(approvals::end_acting).get(back),
        )
        .route("/o/approvals/{line}", get(approvals::one))
        .route(
            "/o/approvals/{line}/decide",
            post(approvals::decide).get(back),
        )
        .route(
            "/o/approvals/{line}/withdraw",
            post(approvals::withdraw).get(back),
        )
        .route("/o/approvals/{line}/send", post(approvals::send).get(back))
}

/// What an organisation is, and what becomes of it.
fn of_settings() -> Router<App> {
    let back = sign_in::back;
    Router::new()
        .route("/o/settings", get(settings::page))
        .route("/o/settings/names", post(settings::names).get(back))
        .route("/o/settings/number", post(settings::number).get(back))
        .route("/o/settings/profile", post(settings::profile).get(back))
        .route(
            "/o/standing/items/{item}/erase",
            post(standing::erase).get(back),
        )
        .route("/o/leave", get(leave::page).post(leave::withdraw))
        .route("/o/leave/merge", post(leave::merge).get(back))
        .route("/me", get(me::page))
        .route("/me/erase", post(me::erase).get(back))
}

/// Identity providers: setting one, linking one's account, signing in.
fn of_providers() -> Router<App> {
    let back = sign_in::back;
    Router::new()
        .route(
            "/sign-in/organisation",
            get(provider::page).post(provider::go),
        )
        .route(
            "/sign-in/organisation/{organisation}/back",
            get(provider::back),
        )
        .route("/o/security/provider", post(provider::link).get(back))
        .route(
            "/o/security/provider/unlink",
            post(provider::unlink).get(back),
        )
        .route(
            "/o/settings/provider",
            get(provider::settings).post(provider::set),
        )
        .route(
            "/o/settings/provider/remove",
            post(provider::remove).get(back),
        )
}

/// Recovery, recovery sheets and tokens.
fn of_keys() -> Router<App> {
    let back = sign_in::back;
    Router::new()
        .route("/o/security/recover", post(security::request).get(back))
        .route("/o/security/stop", post(security::stop).get(back))
        .route("/o/security/complete", post(security::complete).get(back))
        .route(
            "/recover/link",
            get(security::link).post(security::come_back),
        )
        .route("/o/security/sheet", post(security::issue_sheet).get(back))
        .route("/o/security/tokens", post(security::issue_token).get(back))
        .route(
            "/o/security/tokens/revoke",
            post(security::revoke_token).get(back),
        )
}
