# Approval inside an organisation (route, return, acting approver). Nobody across sees any of it.

# codes: approval-stage- approval-before- approval-what- approval-next- approval-told-

approvals-section = Approvals
approvals-lead = Before a proposal is sent and before one is accepted, the organisation approves it inside. Requests and approvals are recorded in the organisation's own ledger only; the other side sees nothing of it, not even that there is any approval.
approvals-turn = Requests that wait for you
approvals-mine = Your requests
approvals-others = Other requests under way
approvals-over = Requests that are over
approvals-none = No request is under way.
approvals-more = { $count } more requests that are over stand in the ledger.
approvals-on = “{ $title }” ({ $organisation })
approvals-asked-by = asked by { $person } on { $day }
approvals-waits = Step { $step } of { $steps } waits for { $people }.
approvals-or = { " " }or{ " " }

approval-what-propose = Approval to propose: { $item }
approval-what-accept = Approval to accept: { $item }
approval-before-propose = before a proposal is sent
approval-before-accept = before a proposal of the other side is accepted
approval-stage-waiting = waits
approval-stage-approved = approved
approval-stage-returned = returned
approval-stage-withdrawn = taken back
approval-stage-used = done
approval-stage-lapsed = lapsed
approval-next-propose = Every step approved it. The button below sends exactly this to the other side.
approval-next-accept = Every step approved it. It can be accepted on the item's page.
approval-told-returned = It was returned with a remark. Rewrite it and ask again.
approval-told-withdrawn = The request was taken back.
approval-told-used = What was approved was done. This approval cannot be used again.
approval-told-lapsed = After this was asked, the route was changed or ended, or approval was asked for another text of the same item. Its approvals cannot be used.

approvals-reason = Why it should be approved
approvals-reason-help = For those who approve. The other side does not see it.
approvals-text = What is to be approved
approvals-way = The way it goes
approvals-step = Step { $step }
approvals-step-approved = approved
approvals-step-returned = returned
approvals-step-turn = waits
approvals-step-later = later
approvals-instead = { $person } (acting for { $approver })
approvals-decided-by = { $person }, { $day }
approvals-decide = Approve or return
approvals-decide-text = What you approve is exactly the content above. If a letter of it changes, it needs a new approval.
approvals-acting-now = You decide in place of { $person }. The record will say that you acted for them.
approvals-remark = Remark
approvals-remark-help = Needed when you return it.
approvals-approve = Approve
approvals-return = Return
approvals-send = Send exactly this to the other side
approvals-go-accept = Accept on the item's page
approvals-again = Rewrite and ask again
approvals-item = See the item
approvals-line = See the item (line { $line } of the engagement's ledger)
approvals-back = Back to all approvals
approvals-withdraw = Take the request back

approvals-first = Your organisation's approval
approvals-first-accept = Your organisation wants an approval before anything is accepted. Ask for it on this proposal.
approvals-first-propose = Your organisation wants an approval before a proposal is sent. What you write here goes to the other side only after that.
approvals-came-back = The last request was returned
approvals-ask = Ask for approval

approvals-routes = Routes
approvals-no-route = There is no route. Proposals are sent and accepted without approval.
approvals-before = Wanted
approvals-own-may = People named on the route may decide on their own requests.
approvals-set-by = set by { $person } on { $day }
approvals-route-new = Set a route
approvals-route-change = Change
approvals-route-end = End
approvals-route-title = Set a route
approvals-route-lead = It holds for all engagements. A route for the same acts is replaced, and requests under way on it lapse. Only owners change or end a route.
approvals-route-name = Name
approvals-route-begun = Approval
approvals-steps-help = Requests go step after step, the first one first. At each step any one of the people chosen approves. Where all must, give each a step. A step without anybody is skipped.
approvals-own-ask = People named on the route may decide on their own requests
approvals-route-do = Set this route

approvals-acting = Acting approvers
approvals-acting-text = Whoever approves can name somebody to do it in their place for a time.
approvals-acts-for = { $person } acts for { $approver } ({ $from } to { $until })
approvals-acting-who = Who acts for you
approvals-acting-from = First day
approvals-acting-until = Last day
approvals-acting-do = Name them
approvals-acting-end = End it
approvals-acting-nobody = There is nobody else who could.

home-approvals-turn = Requests for approval that wait for you: { $count }.
home-approvals-approved = Requests that were approved: { $count }. Send them, or let an owner or officer accept.
home-approvals-returned = Requests of yours that were returned: { $count }.
