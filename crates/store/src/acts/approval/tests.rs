//! Approval inside an organisation: nothing is sent or accepted without it, whoever tries and however; and who finds nothing of it.

use ledger::admission::Refusal;
use ledger::body::approval::{Accepting, Acting, Before, RouteSet, Wanted};
use ledger::body::house::{Role, Scope};
use ledger::body::term::{TermProposed, Wording};
use ledger::id::{EngagementId, PersonId};
use ledger::item::ItemCode;
use ledger::state::approval::Stage;
use ledger::view::Note;

use super::NewDecision;
use crate::acts::terms::Shown;
use crate::acts::tests::{Two, refused};
use crate::acts::{NotDone, Recorded};
use crate::door::{NamedApprovals, Visitor, When};
use crate::error::StoreError;

const DAY: i64 = 86_400_000;

/// Two organisations with an engagement; the client has a route of two steps: the officer, then the reader.
struct Approving {
    two: Two,
    id: EngagementId,
    officer: Visitor,
    reader: Visitor,
    editor: Visitor,
}

fn item() -> ItemCode {
    "require.byod".parse().unwrap()
}

fn proposed(text: &str) -> TermProposed {
    TermProposed {
        item: item(),
        answers: None,
        wording: Wording::new(text, "2026-11-01".parse().unwrap()),
    }
}

impl Approving {
    fn new() -> Self {
        let on = Self::unrouted();
        let set = on.two.world.store().set_route(&on.two.owner(), on.route());
        set.unwrap();
        on
    }

    fn unrouted() -> Self {
        let two = Two::new();
        let id = two.engaged(&two.owner(), &two.stranger());
        let (officer, reader) = (
            two.hire("課長", Role::Officer),
            two.hire("部長", Role::Reader),
        );
        let editor = two.hire("担当", Role::Editor);
        Self {
            two,
            id,
            officer,
            reader,
            editor,
        }
    }

    fn route(&self) -> RouteSet {
        RouteSet {
            name: "稟議".to_owned(),
            before: vec![Before::Propose, Before::Accept],
            steps: vec![vec![self.officer.person], vec![self.reader.person]],
            own: false,
        }
    }

    fn propose(&self, by: &Visitor, text: &str) -> Result<Recorded, NotDone> {
        let TermProposed {
            item,
            answers,
            wording,
        } = proposed(text);
        let store = self.two.world.store();
        store.propose_term(by, self.id, item, answers, wording)
    }

    fn ask(&self, by: &Visitor, text: &str) -> Result<Recorded, NotDone> {
        let wanted = Wanted::Propose(proposed(text));
        let reason = Some("年度の見直し".to_owned());
        let store = self.two.world.store();
        store.ask_approval(by, self.id, wanted, reason)
    }

    fn decide(
        &self,
        by: &Visitor,
        (request, step): (u64, u64),
        instead_of: Option<PersonId>,
    ) -> Result<Recorded, NotDone> {
        let decision = NewDecision {
            request,
            step,
            approves: true,
            instead_of,
            remark: None,
        };
        self.two.world.store().decide_approval(by, decision)
    }

    fn approve(&self, request: u64) {
        self.decide(&self.officer, (request, 0), None).unwrap();
        self.decide(&self.reader, (request, 1), None).unwrap();
    }

    fn seen(&self, by: &Visitor) -> Option<NamedApprovals> {
        let store = self.two.world.store();
        let seen = store.look(by, When::Now, |look| {
            Ok::<_, StoreError>(look.approvals()?.map(|seen| seen.into_inner()))
        });
        seen.unwrap().flatten()
    }

    fn stages(&self) -> Vec<Stage> {
        let seen = self.seen(&self.two.owner()).unwrap();
        seen.approvals
            .requests
            .iter()
            .map(|one| one.stage)
            .collect()
    }

    /// The vendor puts a text forward.
    fn offered(&self) -> Shown {
        let vendor = self.two.stranger();
        self.propose(&vendor, "届け出れば使える").unwrap();
        let store = self.two.world.store();
        let seen = store.look_at(&vendor, self.id, When::Now, |look| {
            Ok::<_, StoreError>(look.terms()?.map(|seen| seen.into_inner().terms))
        });
        let terms = seen.unwrap().flatten().unwrap();
        let open = terms.of(&item()).unwrap().waiting().unwrap().clone();
        Shown {
            engagement: self.id,
            item: item(),
            proposal: open.seq,
            hash: open.hash,
        }
    }
}

#[test]
fn nothing_is_proposed_without_the_approval_of_exactly_that() {
    let on = Approving::new();
    let owner = on.two.owner();
    for by in [&owner, &on.officer, &on.editor] {
        assert_eq!(refused(on.propose(by, "使わない")), Refusal::NotApproved);
    }
    assert_eq!(
        refused(on.propose(&on.reader, "使わない")),
        Refusal::NotPermitted,
        "who may not at all is not told of it"
    );
    let request = on.ask(&on.editor, "使わない").unwrap().seq;
    on.decide(&on.officer, (request, 0), None).unwrap();
    assert_eq!(
        refused(on.propose(&owner, "使わない")),
        Refusal::NotApproved,
        "one step is not all"
    );
    on.decide(&on.reader, (request, 1), None).unwrap();
    assert_eq!(on.stages(), [Stage::Approved]);
    assert_eq!(
        refused(on.propose(&owner, "決して使わない")),
        Refusal::NotApproved,
        "other words"
    );
    let done = on.propose(&on.editor, "使わない").unwrap();
    let seen = on.seen(&owner).unwrap();
    let one = &seen.approvals.requests[0];
    assert_eq!((one.stage, one.line), (Stage::Used, Some(done.seq)));
    assert_eq!(one.reason, Some(Note::Text("年度の見直し".to_owned())));
    assert_eq!(seen.names[&on.reader.person], "部長");
    assert_eq!(seen.engagements[&on.id].engagement.title, "業務");
}

#[test]
fn nothing_is_accepted_without_approval_by_either_way() {
    let on = Approving::new();
    let store = on.two.world.store();
    let owner = on.two.owner();
    for side in [&owner, &on.two.stranger()] {
        store.choose_signing(side, on.id, true).unwrap();
    }
    let shown = on.offered();
    let accept = || store.accept_signed_in(&owner, &shown);
    assert_eq!(refused(accept()), Refusal::NotApproved);
    let asked = store.ask_acceptance(&owner, &shown).map(drop);
    assert_eq!(refused(asked), Refusal::NotApproved);
    let ask = |hash| {
        let accepting = Accepting {
            item: item(),
            proposal: shown.proposal,
            hash,
        };
        store.ask_approval(&on.editor, on.id, Wanted::Accept(accepting), None)
    };
    assert_eq!(
        refused(ask(ledger::hash::Hash([7; 32]))),
        Refusal::NoSuchProposal
    );
    let request = ask(shown.hash).unwrap().seq;
    on.approve(request);
    accept().unwrap();
    assert_eq!(on.stages(), [Stage::Used]);
    assert_eq!(refused(ask(shown.hash)), Refusal::AlreadyAccepted);
    store
        .accept_signed_in(&on.two.stranger(), &shown)
        .expect("the other side has no route");
}

#[test]
fn what_lies_on_the_table_no_more_is_not_approved_and_blocks_nothing() {
    let on = Approving::new();
    let store = on.two.world.store();
    let (vendor, first) = (on.two.stranger(), on.offered());
    let ask = |shown: &Shown| {
        let accepting = Accepting {
            item: item(),
            proposal: shown.proposal,
            hash: shown.hash,
        };
        store.ask_approval(&on.editor, on.id, Wanted::Accept(accepting), None)
    };
    let dead = ask(&first).unwrap().seq;
    store.drop_term(&vendor, &first, None).unwrap();
    let decided = on.decide(&on.officer, (dead, 0), None);
    assert_eq!(refused(decided), Refusal::NoSuchProposal);
    assert_eq!(on.stages(), [Stage::Waiting], "nothing was recorded");
    let second = on.offered();
    let live = ask(&second).unwrap().seq;
    assert_eq!(on.stages(), [Stage::Waiting, Stage::Lapsed]);
    store.close(&vendor, on.id, store.now().today()).unwrap();
    let decided = on.decide(&on.officer, (live, 0), None);
    assert_eq!(refused(decided), Refusal::Closed);
    store.withdraw_approval(&on.editor, live).unwrap();
}

#[test]
fn returned_with_a_remark_asked_anew_and_taken_back() {
    let on = Approving::new();
    let store = on.two.world.store();
    let request = on.ask(&on.editor, "使わない").unwrap().seq;
    let mut back = NewDecision {
        request,
        step: 0,
        approves: false,
        instead_of: None,
        remark: Some("  ".to_owned()),
    };
    let blank = store.decide_approval(&on.officer, back.clone());
    assert_eq!(refused(blank), Refusal::NoRemark);
    back.remark = Some("例外を書いてください".to_owned());
    let returned = store.decide_approval(&on.officer, back).unwrap();
    assert_eq!(on.stages(), [Stage::Returned]);
    let again = on.ask(&on.editor, "届け出れば使う").unwrap().seq;
    let twice = on.ask(&on.officer, "使う");
    assert_eq!(refused(twice), Refusal::ApprovalOpen);
    let other = store.withdraw_approval(&on.reader, again);
    assert_eq!(refused(other), Refusal::NotPermitted);
    store.withdraw_approval(&on.editor, again).unwrap();
    assert_eq!(on.stages(), [Stage::Withdrawn, Stage::Returned]);
    store.erase_note(&on.editor, returned.seq).unwrap();
    let seen = on.seen(&on.editor).unwrap();
    let said = &seen.approvals.requests[1].decisions[0].remark;
    assert_eq!(*said, Some(Note::Redacted));
}

#[test]
fn somebody_acts_for_an_approver_on_the_days_named() {
    let on = Approving::new();
    let store = on.two.world.store();
    let request = on.ask(&on.editor, "使わない").unwrap().seq;
    let owner = on.two.owner();
    let whom = Some(on.officer.person);
    let acts = |by: &Visitor| on.decide(by, (request, 0), whom);
    assert_eq!(refused(acts(&owner)), Refusal::NotApprover);
    let today = store.now().today();
    let acting = |person: PersonId, after: i64| Acting {
        person,
        from: today.saturating_add(jiff::Span::new().days(after)),
        until: today.saturating_add(jiff::Span::new().days(after + 1)),
    };
    let name = |one| store.name_acting(&on.officer, one);
    name(Some(acting(owner.person, 1))).unwrap();
    assert_eq!(refused(acts(&owner)), Refusal::NotApprover, "not yet");
    name(Some(acting(owner.person, 0))).unwrap();
    assert_eq!(refused(acts(&on.reader)), Refusal::NotApprover);
    let seen = on.seen(&owner).unwrap().approvals.requests.remove(0);
    assert_eq!(seen.decides_as, whom);
    acts(&owner).unwrap();
    let seen = on.seen(&owner).unwrap().approvals.requests.remove(0);
    let first = &seen.decisions[0];
    assert_eq!((first.person, first.instead_of), (Some(owner.person), whom));
    name(None).unwrap();
    assert_eq!(refused(name(None)), Refusal::NoSuchPerson);
}

#[test]
fn a_changed_route_takes_its_approvals_with_it() {
    let on = Approving::new();
    let store = on.two.world.store();
    let request = on.ask(&on.editor, "使わない").unwrap().seq;
    on.approve(request);
    assert_eq!(
        refused(store.set_route(&on.officer, on.route())),
        Refusal::RouteInForce
    );
    let route = store.set_route(&on.two.owner(), on.route()).unwrap();
    assert_eq!(on.stages(), [Stage::Lapsed]);
    assert_eq!(
        refused(on.propose(&on.editor, "使わない")),
        Refusal::NotApproved
    );
    assert_eq!(
        refused(store.end_route(&on.officer, route.seq)),
        Refusal::NotPermitted
    );
    store.end_route(&on.two.owner(), route.seq).unwrap();
    on.propose(&on.editor, "使わない").unwrap();
}

#[test]
fn nobody_else_finds_anything_of_it() {
    let on = Approving::new();
    let store = on.two.world.store();
    let owner = on.two.owner();
    let request = on.ask(&on.editor, "使わない").unwrap().seq;
    let third = on.two.newcomer("第三");
    for other in [&on.two.stranger(), &third] {
        let seen = on.seen(other).unwrap().approvals;
        assert!(seen.routes.is_empty() && seen.requests.is_empty());
        assert_eq!(
            refused(on.decide(other, (request, 0), None)),
            Refusal::NoSuchApproval,
            "no such line in their own ledger"
        );
    }
    let asked = store.ask_approval(&third, on.id, Wanted::Propose(proposed("x")), None);
    assert_eq!(asked, Err(NotDone::Absent));
    assert_eq!(
        refused(on.ask(&on.two.stranger(), "x")),
        Refusal::NoSuchRoute
    );
    let employee = on.two.hire("社員", Role::Employee);
    assert_eq!(on.seen(&employee), None);
    for by in [&employee, &on.reader] {
        assert_eq!(refused(on.ask(by, "x")), Refusal::NotPermitted);
    }
    let left = on.reader.clone();
    store
        .end_role(&owner, left.person, Role::Reader)
        .expect("the role ends");
    assert_eq!(on.seen(&left), None);
    assert_eq!(
        refused(on.decide(&left, (request, 0), None)),
        Refusal::NotPermitted
    );
    on.decide(&on.officer, (request, 0), None).unwrap();
}

#[test]
fn a_program_asks_and_decides_for_its_person_and_sets_no_route() {
    let on = Approving::new();
    let store = on.two.world.store();
    let token = |of: &Visitor, scope: Scope| {
        let expires = on.two.world.clock.now().plus(DAY);
        let (_, _, secret) = store.issue_token(of, vec![scope], expires).unwrap();
        store.visitor_by_token(&secret).unwrap().unwrap()
    };
    let reads = token(&on.editor, Scope::Read);
    assert!(on.seen(&reads).is_some());
    assert_eq!(refused(on.ask(&reads, "x")), Refusal::NotPermitted);
    let writes = token(&on.editor, Scope::Engagements);
    assert_eq!(refused(on.propose(&writes, "x")), Refusal::NotApproved);
    let request = on.ask(&writes, "x").unwrap().seq;
    let officer = token(&on.officer, Scope::Engagements);
    on.decide(&officer, (request, 0), None).unwrap();
    on.decide(&on.reader, (request, 1), None).unwrap();
    on.propose(&writes, "x").unwrap();
    let owner = token(&on.two.owner(), Scope::Engagements);
    assert_eq!(store.set_route(&owner, on.route()), Err(NotDone::InPerson));
    assert_eq!(store.name_acting(&owner, None), Err(NotDone::InPerson));
}

#[test]
fn without_a_route_nothing_changes() {
    let on = Approving::unrouted();
    assert_eq!(refused(on.ask(&on.editor, "x")), Refusal::NoSuchRoute);
    on.propose(&on.editor, "x").unwrap();
    assert_eq!(on.stages(), []);
}

#[test]
fn postgres_says_the_same() {
    crate::tests::fixture::on_postgres!(
        nothing_is_proposed_without_the_approval_of_exactly_that,
        nothing_is_accepted_without_approval_by_either_way,
        returned_with_a_remark_asked_anew_and_taken_back,
        somebody_acts_for_an_approver_on_the_days_named,
        a_changed_route_takes_its_approvals_with_it,
        nobody_else_finds_anything_of_it,
        a_program_asks_and_decides_for_its_person_and_sets_no_route,
        without_a_route_nothing_changes,
    );
}
