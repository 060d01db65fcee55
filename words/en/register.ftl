# Words of the commands of engagements and of the register: tables in and out, many at once.

# codes: register- cli-torikime, cli-arg-
engagement-state = State
engagement-link-line = { $engagement }: { $link }
cli-torikime-engagement = Engagements with your clients and vendors, on a server, by token
    .examples =
        {"  "}torikime engagement list --server https://torikime.example.jp --token-file token
        {"  "}torikime engagement show 0123456789abcdefghjkmnpqrs
cli-torikime-engagement-list = List the engagements, those that differ most first, now or on a day
    .examples =
        {"  "}torikime engagement list --token-file token
        {"  "}torikime engagement list --search Tozai --sort until --csv > engagements.csv
        {"  "}torikime engagement list --at 2026-04-01 --json
cli-torikime-engagement-show = Show one engagement, first where its sides differ, now or on a day
    .examples =
        {"  "}torikime engagement show 0123456789abcdefghjkmnpqrs --token-file token
        {"  "}torikime engagement show 0123456789abcdefghjkmnpqrs --at 2026-04-01 --json
cli-torikime-engagement-open = Open an engagement with a partner that is not on the server yet
    .examples =
        {"  "}torikime engagement open --as client --partner "Tozai Systems" --title "Maintenance of the core system" --link
        {"  "}torikime engagement open --as vendor --partner "Kakuu Trading" --title "Web shop" --work development --first-day 2026-04-01 --last-day 2027-03-31
cli-torikime-engagement-describe = Say what is known of the work; what is not given stays
    .examples =
        {"  "}torikime engagement describe 0123456789abcdefghjkmnpqrs --last-day 2028-03-31 --personal-data yes
cli-torikime-engagement-responsible = Name who answers for the engagement on your side; the other side is told the name
    .examples =
        {"  "}torikime engagement responsible 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt
cli-torikime-engagement-state = State your view of one item, or what the other side was heard to say
    .examples =
        {"  "}torikime engagement state 0123456789abcdefghjkmnpqrs require.telework.place held-agreed --from 2026-04-01
        {"  "}torikime engagement state 0123456789abcdefghjkmnpqrs require.telework.place no-plan --heard --note "Form of 7 May"
cli-torikime-engagement-state-all = Record what changed in a table of views (CSV or XLSX): all of it, or nothing
    .examples =
        {"  "}torikime engagement state-all 0123456789abcdefghjkmnpqrs views.csv --check
        {"  "}torikime engagement state-all 0123456789abcdefghjkmnpqrs views.xlsx
cli-torikime-engagement-dispute = Mark a difference as disputed, or as no longer so
    .examples =
        {"  "}torikime engagement dispute 0123456789abcdefghjkmnpqrs require.telework.place --note "Which devices?"
        {"  "}torikime engagement dispute 0123456789abcdefghjkmnpqrs require.telework.place --settled
cli-torikime-engagement-link = Give the other side a link to answer without an account, shown once; or somebody of yours (--own)
    .examples =
        {"  "}torikime engagement link 0123456789abcdefghjkmnpqrs --verb state --verb take --to "Ms Yamada"
        {"  "}torikime engagement link 0123456789abcdefghjkmnpqrs --own --verb state --item require.telework.place --days 7
cli-torikime-engagement-revoke = Call a link back, and those passed on from it
    .examples =
        {"  "}torikime engagement revoke 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt
cli-torikime-engagement-ask = Ask the other side of several engagements for the same items: a link for each, or none
    .examples =
        {"  "}torikime engagement ask 0123456789abcdefghjkmnpqrs 0123456789abcdefghjkmnpqrt --verb state --item require.telework.place
cli-torikime-engagement-end = End an engagement: both sides keep reading, nobody adds
    .examples =
        {"  "}torikime engagement end 0123456789abcdefghjkmnpqrs --on 2027-03-31
cli-arg-engagement = Number of the engagement, as engagement list shows it
cli-arg-engagements = Numbers of the engagements
cli-arg-q = Part of a title or of the other side's name
cli-arg-sort = Order
cli-arg-first-day = First day of the contract
cli-arg-last-day = Last day of the contract, unless renewed
cli-arg-renews = Whether it renews itself
cli-arg-work = Kind of work; may be given several times
cli-arg-information = The most confidential information handled
cli-arg-personal-data = Whether personal data is handled
cli-arg-reference = The contract's number or name
cli-arg-own-side = The side of your organisation
cli-arg-partner = Name of the other side, as it stands in the contract
cli-arg-title = What the work is called between the two; it cannot be erased later
cli-arg-partner-number = Their corporate number or LEI
cli-arg-responsible = Number of who answers for it on your side
cli-arg-link = Make a link for the other side
cli-arg-view = The view
cli-arg-heard = Not your view, but what the other side was heard to say; the note says where
cli-arg-settled = It is disputed no longer
cli-arg-link-number = Number of the link, as engagement show --json shows it
cli-arg-on = Its last day
cli-arg-verb = What the link lets its holder do besides looking; may be given several times
cli-arg-items = Only of this item; may be given several times
cli-arg-to = To whom it is given, for your own memory
cli-arg-own = For somebody of your own side

register-title = Register of engagements
register-joint = {", "}
register-engagement = Number of the engagement
register-side = Our side
register-partner = Other side
register-partner-number = Corporate number or LEI of the other side
register-title-column = Title
register-reference = Contract number
register-from = First day
register-until = Last day
register-renews = Renews itself
register-kinds = Kind of work
register-information = Confidentiality
register-personal-data = Personal data
register-responsible = Our responsible person
register-partner-responsible = Their responsible person
register-own = Our organisation
register-own-number = Our corporate number or LEI
register-present = Other side takes part
register-closed = Ended on
register-differences = Number of differences
register-to = Link given to
register-import = Register from a table
register-import-lead = Register many contracts at once: one row each. Each becomes an engagement with a ledger and, if you want, a link of its own. You see what will happen before anything is recorded.
register-columns = Columns
register-columns-text = Only “Other side” and “Title” are needed; columns it does not know are passed over. A register saved here is read back as it is: what is registered already stays as it is.
register-file = Table (CSV or XLSX, UTF-8 or Shift_JIS)
register-paste = Or paste it here
register-paste-help = Copied from a spreadsheet, headings included.
register-give-links = Make a link for each new engagement, for the other side to answer without an account
register-look = Look first
register-blank = Save a table to fill in (XLSX)
register-neither = There is no table.
    .remedy = Choose a file, or paste rows with their headings.
register-looked = What will happen
register-counted-new = To register
register-counted-known = Registered already
register-counted-wrong = Wrong
register-row = Row
register-will = What happens
register-will-open = is registered
register-will-stay = is registered already and stays as it is
register-will-stay-though = is registered already and stays as it is, though the table says something else in: { $columns }
register-not-yet = Nothing is recorded while a row is wrong. Mend it in the table and look again.
register-nothing-new = There is nothing new in the table.
register-do = Register all { $count }
register-again = Choose another table
register-done = Registered
register-done-text = Engagements registered: { $count }. Each has a ledger of its own.
register-links-text = These links work for { $days } days and are shown only here. Save them now; each leads to its own engagement and to no other.
register-links-save = Save the links (CSV)
register-link = Link
register-to-list = To the engagements
register-save-xlsx = Save the register (XLSX, can be read in again)
register-save-csv = Save the register (CSV, can be read in again)
register-dora = EU financial rules (DORA): template B_05.02
register-dora-lead = What you buy, as template B_05.02 of the register of information under DORA (Implementing Regulation (EU) 2024/2956) wants it: one row for each contract, type of ICT service and provider. Subcontractors (rank 2 and below) come with subcontracting.
register-dora-none = There is no engagement in which you are the client.
register-dora-fine = No row would be refused by the checks made here.
register-dora-problems = To mend before it is handed in
register-dora-columns = c0010: contract number. c0020: type of ICT service. c0030, c0040: provider and type of its code. c0050: rank. c0060, c0070: recipient and type of its code.
register-dora-save = Save as CSV
register-dora-partner = Provider and title
register-ask = Ask several at once
register-ask-lead = Ask the other sides of several engagements for the same items. Each gets a link of its own that opens these items and no others. Only those are listed whose other side does not take part yet: the others see every item on a page of their own.
register-ask-whom = Which engagements
register-ask-what = Which items
register-ask-what-help = All items, where none is chosen.
register-ask-do = Make a link for each
register-ask-none = No engagement was chosen.
    .remedy = Choose at least one.
register-asked = Links were made
register-asked-text = Links made: { $count }.

problem-register-empty = The table has no rows.
    .remedy = Write one engagement in each row, below the headings.
problem-register-too-many = The table has { $rows } rows; { $most } at once are possible.
    .remedy = Split it.
problem-register-no-column = A column is missing.
    .remedy = Head one of the columns with { $headings }.
problem-register-no-side = “{ $value }” is no side.
    .remedy = Write client or vendor, as seen by your organisation.
problem-register-no-partner = The name of the other side is missing or longer than 200 letters.
    .remedy = Write it as it stands in the contract.
problem-register-no-title = The title is missing or longer than 200 letters.
    .remedy = Write a title that both sides understand.
problem-register-bad-number = “{ $value }” is neither a corporate number nor an LEI: its check digit is wrong, or its length.
    .remedy = Compare it with the public register (13 digits, or 20 letters and digits), or leave it empty.
problem-register-no-day = “{ $value }” cannot be read as a date.
    .remedy = Write it like 2026-04-01.
problem-register-ends-first = The last day, { $value }, is before the first.
    .remedy = Exchange or correct them.
problem-register-no-yes = “{ $value }” is neither yes nor no.
    .remedy = Write yes or no, or leave it empty.
problem-register-no-kind = “{ $value }” holds a kind of work that is not known.
    .remedy = Write Development, Operation, Maintenance, Use of a service (cloud and the like) or Other, several with commas.
problem-register-no-level = “{ $value }” is no level of confidentiality.
    .remedy = Write public, internal, confidential or secret, or leave it empty.
problem-register-no-such = There is no engagement with the number “{ $value }”.
    .remedy = Leave the number empty to register a new one.
problem-register-twice = Row { $first } says the same.
    .remedy = Keep one of the two, or give them titles that can be told apart.
problem-register-no-person = “{ $value }” is nobody of your organisation.
    .remedy = Write the name as it stands on the page “People and roles”, or leave it empty.
problem-register-which-person = Several people of your organisation are called “{ $value }”.
    .remedy = Leave it empty and choose the person on the engagement's page.

problem-dora-formula = A spreadsheet would take this contract reference for a formula.
    .remedy = Check who wrote it, and write it without the first character, or do not open the file in a spreadsheet.
problem-dora-no-contract = There is no contract number.
    .remedy = Enter it on the engagement's page: it is the key of the row.
problem-dora-no-service = The type of ICT service (S01 to S19) is not known.
    .remedy = For development, operation and maintenance it follows from the kind of work. For the use of a service choose it in the saved file: S17 IaaS, S18 PaaS, S19 SaaS, S07 hosting, or another of Annex III.
problem-dora-no-provider = The provider has no LEI.
    .remedy = Ask for its LEI and enter it. A Japanese corporate number is not taken: from legal persons outside the EU only an LEI, from those inside an LEI or EUID.
problem-dora-twice = Row { $first } is the same.
    .remedy = A contract, service, provider, rank and recipient may stand there once: give each contract a number of its own.
problem-dora-no-rank = The rank is not 1 or more.
    .remedy = 1 is who contracts with you, 2 its subcontractor.
problem-dora-recipient = There is a recipient at rank 1.
    .remedy = Leave it empty: at rank 1 it is not applicable.
problem-dora-no-recipient = There is no recipient below rank 1.
    .remedy = Enter for whom it works: the provider one rank above.
problem-dora-two-direct = Two providers are at rank 1 of one contract.
    .remedy = A contract number belongs to one direct provider: give each contract its own.
problem-dora-broken = The recipient does not stand one rank above in the same contract and service.
    .remedy = Add the row of the recipient, or correct rank, contract or service.

cli-torikime-engagement-register = Save the register: every engagement with parties, numbers, period, work and differences (CSV, XLSX or JSON)
    .examples =
        {"  "}torikime engagement register --out register.xlsx
        {"  "}torikime engagement register --at 2026-04-01 --json
cli-torikime-engagement-dora = Save what you buy in the shape of DORA template B_05.02, and list what would be refused
    .examples =
        {"  "}torikime engagement dora --out b_05.02.csv
cli-torikime-engagement-import = Register what is new in a table (CSV or XLSX): all of it, or nothing
    .examples =
        {"  "}torikime engagement import vendors.xlsx --dry-run
        {"  "}torikime engagement import vendors.csv --link --out links.csv
register-line-new = { $row }: { $title } ({ $partner }) is registered
register-line-known = { $row }: { $title } ({ $partner }) is registered already
register-line-though = { $row }: { $title } ({ $partner }) is registered already; the table says something else in: { $columns }
register-not-recorded = Nothing was recorded. To register: { $new }. Registered already: { $known }.
register-recorded = Registered: { $new }. Registered already: { $known }.
cli-arg-vendors = Table of engagements (CSV or XLSX)
