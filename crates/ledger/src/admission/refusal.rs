//! Why a draft is not recorded, in the order in which it is found.

use crate::bytes::codes;

codes! {
    /// Why a draft is not recorded. The first that applies is given, in this order.
    pub enum Refusal {
        /// The draft's kind belongs into another kind of ledger.
        OtherLedger = "other-ledger",
        /// The ledger has not begun.
        NotBegun = "not-begun",
        /// The ledger has begun already.
        AlreadyBegun = "already-begun",
        /// Who acts may not do this. Somebody without any role is told that there is nothing.
        NotPermitted = "not-permitted",
        /// The ledger is closed: its organisation left or merged, or its engagement ended.
        Closed = "closed",
        /// The server's clock is behind what it recorded last by more than five minutes.
        ClockBehind = "clock-behind",
        /// Something was recorded since the draft's writer looked.
        Stale = "stale",
        /// Entries of this kind cannot be corrected; they are undone by another act.
        NotCorrectable = "not-correctable",
        /// There is no such entry to correct.
        NothingToCorrect = "nothing-to-correct",
        /// The entry to correct is of another kind or about another item.
        CorrectsOther = "corrects-other",
        /// The entry to correct was corrected already.
        AlreadyCorrected = "already-corrected",
        /// There is no name, or an empty one.
        NoName = "no-name",
        /// A name, address or detail is too long, or has a control character in it.
        UnfitText = "unfit-text",
        /// A role can be given or ended only by who holds a higher one.
        RoleAbove = "role-above",
        /// An auditor's role needs a last day.
        NoEnd = "no-end",
        /// An owner's role has no last day: somebody must always be there to answer.
        OwnerHasNoEnd = "owner-has-no-end",
        /// The last day or the moment of expiry has passed.
        AlreadyOver = "already-over",
        /// It would last longer than allowed.
        TooLong = "too-long",
        /// That number is in use.
        AlreadyUsed = "already-used",
        /// There is no such person in the organisation, or not in that role.
        NoSuchPerson = "no-such-person",
        /// There is no such invitation.
        NoSuchInvitation = "no-such-invitation",
        /// The invitation was called back.
        InvitationRevoked = "invitation-revoked",
        /// The invitation was taken up already.
        InvitationTaken = "invitation-taken",
        /// The invitation's time has passed.
        InvitationExpired = "invitation-expired",
        /// The last owner cannot go.
        LastOwner = "last-owner",
        /// There is no such passkey, or it counts no more.
        NoSuchCredential = "no-such-credential",
        /// A passkey is confirmed once.
        AlreadyConfirmed = "already-confirmed",
        /// Nobody vouches for their own passkey where somebody else could.
        OwnCredential = "own-credential",
        /// A recovery waits already.
        RecoveryWaits = "recovery-waits",
        /// No recovery waits.
        NoRecovery = "no-recovery",
        /// The waiting time is shorter than it must be, or has not passed.
        TooEarly = "too-early",
        /// There is no recovery sheet.
        NoSheet = "no-sheet",
        /// There is no such token, or it works no more.
        NoSuchToken = "no-such-token",
        /// A token without a purpose, or with one named twice.
        UnfitScopes = "unfit-scopes",
        /// There is no such identity provider.
        NoSuchProvider = "no-such-provider",
        /// "Not applicable" needs its reason.
        NoReason = "no-reason",
        /// There is no text beside that entry, or it was erased.
        NoSuchText = "no-such-text",
        /// The day is outside what can be meant: before 1900 or more than ten years ahead.
        UnfitDay = "unfit-day",
        /// The end lies before the beginning.
        DaysBackwards = "days-backwards",
        /// What is shown speaks of days that have come.
        ToCome = "to-come",
        /// Both sides are the same organisation, or it would merge into itself.
        SameOrganisation = "same-organisation",
        /// The organisation acted for stands on neither side.
        NoSide = "no-side",
        /// The side speaks for itself: nobody across invites to it or says what it was heard to say.
        SidePresent = "side-present",
        /// A link that does not even let its holder look, or names something twice.
        UnfitVerbs = "unfit-verbs",
        /// More than the link allows that it comes from.
        BeyondLink = "beyond-link",
        /// A proposal of this item lies on the table already: answer that one.
        ProposalOpen = "proposal-open",
        /// There is no such proposal on the table: it was answered, agreed or dropped.
        NoSuchProposal = "no-such-proposal",
        /// An item of one's own needs a heading; an item of the catalogue has one.
        UnfitHeading = "unfit-heading",
        /// The side accepted this proposal already.
        AlreadyAccepted = "already-accepted",
        /// Only who answers for the engagement on their side accepts.
        NotResponsible = "not-responsible",
        /// A passkey must sign, unless both sides chose otherwise.
        NoSignature = "no-signature",
        /// The passkey's answer does not fit what was asked.
        UnfitSignature = "unfit-signature",
        /// An engagement ends on a day that has come.
        NotOver = "not-over",
        /// The text would begin before the agreement it is to replace, and so never hold.
        BeforeAgreed = "before-agreed",
        /// A pair of brackets that was to be filled in is empty.
        BlankLeft = "blank-left",
        /// The text says what lies on the table already, word for word.
        SameText = "same-text",
        /// What is settled says who pays, and nothing else does.
        UnfitPayer = "unfit-payer",
        /// Only the other side says this: the client rules and decides, the vendor asks and ends, what one side says of a work the other confirms.
        OtherSide = "other-side",
        /// There is no such subcontract.
        NoSuchSubcontract = "no-such-subcontract",
        /// There is no such work, or it has ended.
        NoSuchWork = "no-such-work",
        /// What is said of a work contradicts itself.
        UnfitWork = "unfit-work",
        /// The other side says something else of the work by now, or it is confirmed.
        NoSuchVersion = "no-such-version",
        /// The side passed this gate already.
        AlreadyPassed = "already-passed",
        /// The gates before it come first.
        GateOrder = "gate-order",
        /// Something that the gate wants settled is open.
        PointsOpen = "points-open",
        /// Nobody asked for it, or does any more.
        NoSuchRequest = "no-such-request",
        /// There is no such piece of evidence, or it was withdrawn.
        NoSuchEvidence = "no-such-evidence",
        /// Evidence is a fact, a file, or both.
        NothingShown = "nothing-shown",
        /// A file without a byte, or larger than allowed.
        UnfitFile = "unfit-file",
        /// The side has given, or asked for, as much as an engagement takes.
        TooMuch = "too-much",
        /// A list that changes nothing, names an item twice, or takes out one that is not there.
        UnfitList = "unfit-list",
        /// The list would hold more items, or one change more text, than it may.
        ListFull = "list-full",
        /// An engagement cannot pass on its own work.
        OwnParent = "own-parent",
        /// A route has acts, steps and people, each once and not too many.
        UnfitRoute = "unfit-route",
        /// Only owners change or end a route in force.
        RouteInForce = "route-in-force",
        /// There is no such route, or it is not in force.
        NoSuchRoute = "no-such-route",
        /// A request for this item waits already, or is approved.
        ApprovalOpen = "approval-open",
        /// As many requests wait as an organisation takes.
        TooManyRequests = "too-many-requests",
        /// A step of the route has nobody who could decide on this request.
        NoApprover = "no-approver",
        /// There is no such request, or it waits for another step by now, or for none.
        NoSuchApproval = "no-such-approval",
        /// Who has the turn decides, or who acts for them on that day; nobody else.
        NotApprover = "not-approver",
        /// Nobody decides on their own request, unless the route says so.
        OwnRequest = "own-request",
        /// What is returned comes with a remark.
        NoRemark = "no-remark",
        /// The organisation wants its approval first, and there is none for exactly this.
        NotApproved = "not-approved",
        /// There is no such screening, or the link does not lead to it.
        NoSuchScreening = "no-such-screening",
        /// The screening was decided.
        ScreeningOver = "screening-over",
        /// As many screenings wait, or as much was said of one, as there is room for.
        ScreeningFull = "screening-full",
        /// That is not asked of this candidate.
        NotAsked = "not-asked",
        /// A star is named where one is held or planned, and nowhere else.
        UnfitStar = "unfit-star",
        /// The key or its endorsement is not right.
        UnfitKey = "unfit-key",
        /// The epoch does not follow the present one.
        UnfitEpoch = "unfit-epoch",
    }
}
