# The calendar: what ends, what renews itself, which evidence is due.

# codes: happening- month-

calendar-title = Deadlines
calendar-lead = What ends, what renews itself and which evidence is due, on all engagements, by day. It is computed from the ledgers; what has passed comes first.
calendar-none = Nothing has a day yet. Write the last day of a contract, give an agreed text one, or ask for evidence, and it stands here.
calendar-more = There are too many engagements for one calendar; this is a part of them. Look at the others on their own pages.
calendar-search = Search (part of a title, a name or an item)
calendar-found = Days: { $count }
calendar-save = Take into your calendar (iCalendar)
calendar-over = Overdue
calendar-over-text = Renew it, record its end, or show the evidence.
calendar-month = { $month } { $year }
calendar-rest = There are { $count } more. Search for a word, or save the iCalendar file.
calendar-with = “{ $title }” with { $organisation }
calendar-ours = Your organisation's turn
calendar-theirs = The other side's turn
calendar-summary = { $what } { $about }
happening-contract-ends = Last day of the contract
happening-contract-renews = The contract renews itself
happening-term-ends = Last day of an agreed text
happening-term-renews = An agreed text renews itself
happening-evidence-asked = Evidence asked for is due
happening-proof-due = Evidence the agreement wants is due
happening-evidence-expires = Last day on which evidence counts
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
