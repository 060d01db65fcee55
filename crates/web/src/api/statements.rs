//! What the organisation states of itself: as of any day; one or many at once; corrected.

use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use ledger::catalogue::Item;
use store::acts::NewStatement;

use super::organisation::At;
use super::problem::Problem;
use super::program::{Acted, Program, Refused};
use super::sent::{Asked, Sent};
use super::shape;
use crate::catalogue::catalogue;

/// Statements of one request.
const MOST: usize = 500;

/// `GET …/statements`
pub async fn list(program: Program, Asked(asked): Asked<At>) -> Result<Response, Problem> {
    let when = program.when(asked.at.as_deref())?;
    let seen = program.look(when, |look| look.standings()).await?;
    Ok(seen.json(|seen| shape::Standings {
        statements: seen.get().iter().map(shape::Standing::from).collect(),
    }))
}

/// `GET …/statements/{item}`: an item of which nothing was stated is *not answered*, and there.
pub async fn one(
    program: Program,
    Path((_, id)): Path<(String, String)>,
    Asked(asked): Asked<At>,
) -> Result<Response, Problem> {
    let when = program.when(asked.at.as_deref())?;
    let known = of_house(&id).is_some();
    let seen = program.look(when, |look| look.standings()).await?;
    let stated = |seen: &[ledger::view::house::StandingView]| {
        let stated = seen.iter().find(|view| view.item.to_string() == id);
        stated.map(shape::Standing::from)
    };
    let found = stated(seen.seen.get());
    if found.is_none() && !known {
        return Err(program.absent());
    }
    Ok(seen.json(|_| {
        found.unwrap_or_else(|| shape::Standing {
            item: id.clone(),
            standing: None,
            history: Vec::new(),
        })
    }))
}

fn of_house(id: &str) -> Option<&'static Item> {
    catalogue().item(id).filter(|item| item.kind.is_of_house())
}

/// `POST …/statements`
pub async fn state(program: Program, sent: Sent<shape::Stating>) -> Result<Response, Problem> {
    let asked = sent.body.statements;
    if !(1..=MOST).contains(&asked.len()) {
        return Err(program.unfit("not-so-many", "statements"));
    }
    let today = program.access.store.now().today();
    let statements = asked.into_iter().enumerate();
    let statements = statements
        .map(|(at, asked)| statement(&program, asked, today).map_err(|problem| problem.at(at)))
        .collect::<Result<Vec<NewStatement>, Problem>>()?;
    program
        .act(sent.terms, move |store, visitor| {
            let recorded = store.state(visitor, statements);
            let recorded = recorded.map_err(|(at, error)| Refused(Some(at), error))?;
            Ok(Acted {
                recorded,
                ..Acted::default()
            })
        })
        .await
}

fn statement(
    program: &Program,
    asked: shape::NewStatement,
    today: Date,
) -> Result<NewStatement, Problem> {
    let unknown = || program.unfit("no-item", "item");
    let item = of_house(&asked.item).ok_or_else(unknown)?;
    if !item.is_offered(today) {
        return Err(program.unfit("retired-item", "item"));
    }
    if !item.values().any(|offered| offered == asked.value) {
        return Err(program.unfit("no-value", "value"));
    }
    Ok(NewStatement {
        item: asked.item.parse().map_err(|_| unknown())?,
        value: asked.value,
        from: program.day(&asked.from, "from")?,
        note: asked.note,
        corrects: asked.corrects,
        expects: None,
    })
}
