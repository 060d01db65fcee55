# Commands of approval inside the organisation, of its own list of items, and of its days.

# codes: cli-torikime, cli-arg-
deciding-day = Day
deciding-what = What
deciding-whose = Whose turn
deciding-asked-by = Asked by
deciding-turn = Waits for
deciding-items-recorded = Recorded in the list.
deciding-items-not-recorded = Nothing was recorded.
cli-torikime-approval = Approval inside the organisation (by token; routes and acting approvers are set on the page)
    .examples =
        {"  "}torikime approval list --token-file token
cli-torikime-approval-list = List routes, requests under way and requests that ended
    .examples =
        {"  "}torikime approval list
        {"  "}torikime approval list --at 2026-04-01 --json
cli-torikime-approval-propose = Ask for approval to propose a text
    .examples =
        {"  "}torikime approval propose 0123456789abcdefghjkmnpqrs require.byod --wording "Only registered devices are used." --reason "Two were lost."
cli-torikime-approval-accept = Ask for approval to accept the other side's proposal
    .examples =
        {"  "}torikime approval accept 0123456789abcdefghjkmnpqrs require.byod 12 --reason "They bear the cost."
cli-torikime-approval-agree = Approve a request
    .examples =
        {"  "}torikime approval agree 31
cli-torikime-approval-return = Return a request
    .examples =
        {"  "}torikime approval return 31 --note "Please give it a last day."
cli-torikime-approval-withdraw = Withdraw a request of your own
    .examples =
        {"  "}torikime approval withdraw 31
cli-torikime-item = The organisation's own list of what it asks of others (by token)
    .examples =
        {"  "}torikime item list --token-file token
cli-torikime-item-list = List the items, now or as of a day
    .examples =
        {"  "}torikime item list
        {"  "}torikime item list --csv > items.csv
cli-torikime-item-set = Add an item, or put it in the place of the one with its number
    .examples =
        {"  "}torikime item set 3-2 --name "Registered devices" --wording "Only registered devices are used."
cli-torikime-item-drop = Take items out of the list
    .examples =
        {"  "}torikime item drop 3-2 3-3
cli-torikime-item-import = Take items from a table (XLSX or CSV), all of them or nothing
    .examples =
        {"  "}torikime item import items.xlsx --dry-run
        {"  "}torikime item import items.xlsx
cli-torikime-calendar = List what ends, renews itself or is due (by token)
    .examples =
        {"  "}torikime calendar --token-file token
        {"  "}torikime calendar --csv > calendar.csv
cli-arg-approval-reason = Why it is asked (shown to approvers only)
cli-arg-request = Number of the request (shown by approval list)
cli-arg-instead-of = Decide in this person's place
cli-arg-item-number = Number in the organisation's list
cli-arg-item-name = Name of the item
cli-arg-topic-name = Heading it stands under
cli-arg-item-table = Table of items (XLSX or CSV)
