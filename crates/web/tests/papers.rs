//! What an engagement prints: the form for a partner who answers on paper.
#![allow(clippy::unwrap_used)]

mod people;
mod site;

use ledger::body::house::Role;
use people::World;

#[tokio::test]
async fn a_partner_who_answers_on_paper_gets_a_form() {
    let world = World::bare();
    let client = world.founded();
    let page = world.engaged(&client, "東西<b> #set $x$").await;
    let shown = world.get(&client, &page).await;
    let address = format!("{page}/sheet.pdf");
    assert!(shown.text().contains(&address), "{}", shown.text());
    let heard = world.get(&client, &format!("{page}/heard")).await;
    assert!(heard.text().contains(&address), "{}", heard.text());
    for (address, name) in [
        (address.clone(), "ja.pdf"),
        (format!("{address}?lang=en"), ".pdf"),
    ] {
        let file = world.get(&client, &address).await;
        assert_eq!(file.status, 200, "{}", file.text());
        assert!(file.bytes.starts_with(b"%PDF"), "{address}");
        let disposition = file.header("content-disposition");
        assert!(
            disposition.starts_with("attachment") && disposition.contains(name),
            "{disposition}"
        );
    }
    let stranger = world.another(&client);
    let employee = world.member(&client, Role::Employee);
    for nobody in [&stranger, &employee] {
        let file = world.get(nobody, &address).await;
        assert_eq!(file.status, 404, "{}", file.text());
        assert!(!file.bytes.starts_with(b"%PDF"));
    }
}
