//! The list of addresses: one line each, from which the routes, the document and the test of refusals are made.

mod engagements;
mod screenings;

use axum::Extension;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use ledger::body::Kind;
use ledger::body::house::Scope;
use ledger::policy::{Action, Part};
use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::{
    approving, calendar, items, lines, organisation, own_items, people, server, shape, statements,
};
use crate::App;

/// What somebody must have to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: it says nothing of anybody.
    Nothing,
    /// Any token that works.
    Token,
    /// A token good for this, of somebody who may.
    To(Action),
}

impl Needs {
    /// What the token must be good for.
    #[must_use]
    pub fn scope(self) -> Option<Scope> {
        match self {
            Self::Nothing | Self::Token => None,
            Self::To(action) => action.scope(),
        }
    }
}

/// The schema of a type, made when the document is.
pub type Shape = fn(&mut SchemaGenerator) -> Schema;

fn shape_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// The schema with all fields in place, for what stands behind the `?`.
fn fields_of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    T::json_schema(generator)
}

/// What an answer is.
#[derive(Clone, Copy)]
pub enum Gives {
    /// JSON of this shape.
    Json(Shape),
    /// Plain text.
    Text,
    /// JSON that another document describes.
    Other,
    /// A file of evidence.
    File,
}

/// One address and method.
pub struct Endpoint {
    /// Its name in the document; its words stand under `api-does-ID`.
    pub id: &'static str,
    /// `GET` or `POST`.
    pub method: Method,
    /// Below [`super::ROOT`].
    pub path: &'static str,
    /// What it needs.
    pub needs: Needs,
    /// What may stand behind the `?`.
    pub asks: Option<Shape>,
    /// What is sent; then a key is, too.
    pub takes: Option<Shape>,
    /// Whether it is sent as a form with parts, a file among them; otherwise as JSON.
    pub files: bool,
    /// What is answered.
    pub gives: Gives,
    /// How.
    pub route: MethodRouter<App>,
}

/// Reads, with the `Json` of a type.
fn get<H, T, J>(id: &'static str, path: &'static str, needs: Needs, how: H) -> Endpoint
where
    H: Handler<T, App>,
    T: 'static,
    J: JsonSchema,
{
    Endpoint {
        id,
        method: Method::GET,
        path,
        needs,
        asks: None,
        takes: None,
        files: false,
        gives: Gives::Json(shape_of::<J>),
        route: on(MethodFilter::GET, how).layer(Extension(needs)),
    }
}

/// Records something sent as a type.
fn post<H, T, J>(id: &'static str, path: &'static str, kind: Kind, how: H) -> Endpoint
where
    H: Handler<T, App>,
    T: 'static,
    J: JsonSchema,
{
    let needs = Needs::To(Action::Record(kind));
    Endpoint {
        id,
        method: Method::POST,
        path,
        needs,
        asks: None,
        takes: Some(shape_of::<J>),
        files: false,
        gives: Gives::Json(shape_of::<shape::Done>),
        route: on(MethodFilter::POST, how).layer(Extension(needs)),
    }
}

impl Endpoint {
    fn asking<T: JsonSchema>(self) -> Self {
        Self {
            asks: Some(fields_of::<T>),
            ..self
        }
    }

    /// Takes what it takes as a form with parts.
    fn filed(self) -> Self {
        Self {
            files: true,
            ..self
        }
    }

    fn giving(self, gives: Gives) -> Self {
        Self { gives, ..self }
    }
}

const fn see(part: Part) -> Needs {
    Needs::To(Action::See(part))
}

/// Every address.
#[must_use]
pub fn all() -> Vec<Endpoint> {
    let mut all = of_server();
    all.extend(of_organisation());
    all.extend(of_people());
    all.extend(of_statements());
    all.extend(of_own_items());
    all.extend(of_approvals());
    all.extend(screenings::all());
    all.extend(engagements::all());
    all.extend(of_ledger());
    all
}

fn of_server() -> Vec<Endpoint> {
    vec![
        get::<_, _, shape::Healthy>("healthy", "/healthy", Needs::Nothing, server::healthy),
        get::<_, _, shape::Empty>(
            "document",
            "/openapi.json",
            Needs::Nothing,
            server::document,
        )
        .giving(Gives::Other),
        get::<_, _, shape::Me>("me", "/me", Needs::Token, server::me),
        get::<_, _, items::Items>("catalogue", "/catalogue", Needs::Token, items::list)
            .asking::<items::Which>(),
        get::<_, _, items::Whole>(
            "catalogue-item",
            "/catalogue/items/{item}",
            Needs::Token,
            items::one,
        ),
        get::<_, _, items::Mappings>(
            "catalogue-mappings",
            "/catalogue/mappings/{scheme}",
            Needs::Token,
            items::mappings,
        ),
    ]
}

fn of_organisation() -> Vec<Endpoint> {
    vec![
        get::<_, _, shape::Organisation>(
            "organisation",
            "/organisations/{organisation}",
            see(Part::Organisation),
            organisation::show,
        )
        .asking::<organisation::At>(),
        post::<_, _, shape::Renaming>(
            "rename",
            "/organisations/{organisation}/names",
            Kind::Renamed,
            organisation::rename,
        ),
        post::<_, _, shape::Identifying>(
            "identify",
            "/organisations/{organisation}/identifier",
            Kind::Identified,
            organisation::identify,
        ),
        post::<_, _, shape::Profiling>(
            "profile",
            "/organisations/{organisation}/profile",
            Kind::Profiled,
            organisation::describe,
        ),
    ]
}

fn of_people() -> Vec<Endpoint> {
    vec![
        get::<_, _, shape::People>(
            "people",
            "/organisations/{organisation}/people",
            see(Part::People),
            people::list,
        )
        .asking::<organisation::At>(),
        post::<_, _, shape::Granting>(
            "grant",
            "/organisations/{organisation}/people/{person}/roles",
            Kind::RoleGranted,
            people::grant,
        ),
        post::<_, _, shape::Empty>(
            "end",
            "/organisations/{organisation}/people/{person}/roles/{role}/end",
            Kind::RoleEnded,
            people::end,
        ),
        post::<_, _, shape::Empty>(
            "remove",
            "/organisations/{organisation}/people/{person}/remove",
            Kind::RoleEnded,
            people::remove,
        ),
        get::<_, _, shape::Invitations>(
            "invitations",
            "/organisations/{organisation}/invitations",
            see(Part::Security),
            people::invitations,
        ),
        post::<_, _, shape::Inviting>(
            "invite",
            "/organisations/{organisation}/invitations",
            Kind::Invited,
            people::invite,
        ),
        post::<_, _, shape::Empty>(
            "revoke-invitation",
            "/organisations/{organisation}/invitations/{invitation}/revoke",
            Kind::LinkRevoked,
            people::revoke,
        ),
    ]
}

fn of_statements() -> Vec<Endpoint> {
    vec![
        get::<_, _, shape::Standings>(
            "statements",
            "/organisations/{organisation}/statements",
            see(Part::Statements),
            statements::list,
        )
        .asking::<organisation::At>(),
        get::<_, _, shape::Standing>(
            "statement",
            "/organisations/{organisation}/statements/{item}",
            see(Part::Statements),
            statements::one,
        )
        .asking::<organisation::At>(),
        post::<_, _, shape::Stating>(
            "state",
            "/organisations/{organisation}/statements",
            Kind::Stated,
            statements::state,
        ),
    ]
}

fn of_own_items() -> Vec<Endpoint> {
    vec![
        get::<_, _, calendar::Days>(
            "calendar",
            "/organisations/{organisation}/calendar",
            see(Part::Sides),
            calendar::list,
        )
        .asking::<organisation::At>(),
        get::<_, _, shape::OwnItems>(
            "own-items",
            "/organisations/{organisation}/items",
            see(Part::Items),
            own_items::list,
        )
        .asking::<organisation::At>(),
        post::<_, _, shape::Listing>(
            "list-items",
            "/organisations/{organisation}/items",
            Kind::ItemsListed,
            own_items::change,
        ),
    ]
}

fn of_approvals() -> Vec<Endpoint> {
    vec![
        get::<_, _, shape::Approvals>(
            "approvals",
            "/organisations/{organisation}/approvals",
            see(Part::Approvals),
            approving::list,
        )
        .asking::<organisation::At>(),
        post::<_, _, shape::Approving>(
            "ask-approval",
            "/organisations/{organisation}/engagements/{engagement}/approvals",
            Kind::ApprovalAsked,
            approving::ask,
        ),
        post::<_, _, shape::Judging>(
            "decide-approval",
            "/organisations/{organisation}/approvals/{request}/decision",
            Kind::ApprovalDecided,
            approving::decide,
        ),
        post::<_, _, shape::Empty>(
            "withdraw-approval",
            "/organisations/{organisation}/approvals/{request}/withdraw",
            Kind::ApprovalWithdrawn,
            approving::withdraw,
        ),
    ]
}

fn of_ledger() -> Vec<Endpoint> {
    vec![
        get::<_, _, shape::Head>(
            "ledger",
            "/organisations/{organisation}/ledger",
            see(Part::HouseHistory),
            lines::head,
        ),
        get::<_, _, shape::Lines>(
            "ledger-lines",
            "/organisations/{organisation}/ledger/lines",
            see(Part::HouseHistory),
            lines::lines,
        )
        .asking::<lines::Paged>(),
        get::<_, _, shape::Empty>(
            "receipt",
            "/organisations/{organisation}/ledger/lines/{seq}/receipt",
            see(Part::Organisation),
            lines::receipt,
        )
        .giving(Gives::Text),
        get::<_, _, shape::Empty>(
            "export",
            "/organisations/{organisation}/ledger/export",
            see(Part::HouseExport),
            lines::export,
        )
        .asking::<lines::Since>()
        .giving(Gives::Other),
    ]
}
