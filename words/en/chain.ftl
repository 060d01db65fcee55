# Pages of work passed on: the client's rule, requests and consent, engagements below, terms that flow down.

# codes: passing- openness-

chain-section = Subcontracting
chain-lead-client = How the work of “{ $title }” is passed on by the vendor. How much you see is decided by contract and vendor.
chain-lead-vendor = How you pass on the work of “{ $title }”. For each subcontract you choose how much the client sees.
chain-rule = Rule on subcontracting
chain-rule-none = The client has given no rule yet.
chain-rule-do = Give the rule
chain-asked = Requests and reports
chain-asked-none = Nothing was asked or reported.
chain-lacks = passed on without consent
chain-consented = consented
chain-refused = refused
chain-undecided = waits for consent
chain-unasked = not asked
chain-unnamed = (name not told)
chain-not-told = (not told)
chain-reason = Condition or reason
chain-decide = Decide
chain-decide-yes = Consent
chain-decide-no = Refuse, or take the consent back
chain-end = Record that it ended
chain-end-do = Record the end
chain-ask = Ask for, or report, a subcontract
chain-ask-will-see = The client sees it as soon as you send it; without a name, only the work. It cannot be erased.
chain-name = Name of the subcontractor
chain-purpose = Work passed on, and why
chain-no-purpose = Work and reason are missing.
    .remedy = Say in a few words what is passed on and why.
chain-ask-do = Ask or report
chain-below = Who does this work
chain-below-none = No subcontract is recorded.
chain-asked-as = Asked for as: { $name }
chain-more = There is more below than one page shows.
chain-rank = Rank
chain-rank-of = { $rank }
chain-partner = Subcontractor
chain-consent = Consent
chain-coverage = Terms flowed down
chain-covered = { $agreed } of { $terms } agreed
chain-shown = Shown to the client
chain-missing = Not agreed there yet:
chain-holes = Terms that flow down and are not agreed everywhere below: { $count }.
chain-link = Connect an engagement of yours
chain-link-text = Choose the engagement, with you as client, that passes on this work. It is recorded in your own ledger; the client sees only what you choose, and you can change that later.
chain-link-which = Engagement
chain-link-subcontract = As which request
chain-link-none = (none of them)
chain-link-openness = What the client sees
chain-link-do = Connect
chain-unlink = Disconnect
chain-nothing-to-link = There is no engagement to connect. Register one with your organisation as client first.

passing-forbidden = forbidden
passing-prior-consent = with prior consent
passing-named = to those named
passing-report-later = reported afterwards
passing-free = free

openness-hidden = nothing
openness-counted = the number only
openness-named = name, purpose and consent
openness-open = how far terms are agreed as well

# codes: map-
map-title = Chain of subcontractors
map-lead = Your vendors and whoever works below them, as far as contract and vendor let you see it.
map-own = your organisation
map-described = A tree from left to right: your organisation, its vendors, and their subcontractors. The table below says the same.
map-ranks = How far down
map-to-rank = down to rank { $rank }
map-signs = ✓ no issue in what is disclosed · ！ pending or incomplete · × problem · － not disclosed. A blue +number counts what is folded below.
map-cue = The map can be moved sideways. The same stands in the table below.
map-differs = differences: { $count }
map-missing = not agreed with the subcontractor yet: { $count }
map-shared = Under several of your vendors
map-shared-text = Subcontractors that go by the same name under several of your vendors. What is not disclosed is not counted; equal names may be different companies.
map-shared-none = As far as it is disclosed, no subcontractor stands under several of your vendors.
map-shared-more = There are too many vendors to follow them all: 2,000 vendors and 20,000 places below them were followed.
map-under = Vendors
map-under-which = Which
map-table = As a table
map-name = Organisation
map-above = Works for
map-none = No engagement with your organisation as client goes on.
map-same = no differences
