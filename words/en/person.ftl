# Words of a person's commands on a server: org, user, statement.

# codes: client- person- statement-
client-no-server = No server is named.
    .remedy = Name it with --server, or in the environment as TORIKIME_SERVER: https://torikime.example.jp
client-bad-server = The server's address cannot be used. It is not repeated here, in case there is a password in it.
    .remedy = Write https://, the name and, where needed, the port, and nothing else: https://torikime.example.jp
client-plain-server = The way to the server is not encrypted, so the token is not sent.
    .remedy = Use https://. http:// works only for this machine: http://127.0.0.1:8470
client-no-token = There is no token.
    .remedy = Make one on the page “Sign-in and keys” and name its file with --token-file, or put it into the environment as TORIKIME_TOKEN.
client-bad-token = What was given is not a token.
    .remedy = The file must hold the token alone, on one line.
client-silent = The server cannot be reached ({ $cause }).
    .remedy = Check address and network. If something was to be recorded, look with torikime statement list whether it was.
client-strange = What answers there is not a Torikime server (status { $status }).
    .remedy = Check the address.
person-number = Number
person-identifier = Public number
person-size = Size
person-side = Mostly
person-merged = Merged into
person-withdrew = Left on
person-name = Name
person-roles = Roles
person-erased = (erased)
person-role-until = { $role } (until { $day })
person-role-over = { $role } (ended { $day })
person-link = Link, shown only now: { $link }
statement-recorded = Recorded as entry { $seq } of ledger { $ledger }
statement-line = { $item }: { $value } (from { $day })
statement-all-recorded = Recorded: { $changed }. Unchanged: { $same }. Not answered: { $unanswered }.
statement-not-recorded = Nothing was recorded. To record: { $changed }. Unchanged: { $same }. Not answered: { $unanswered }.
problem-statement-no-column = There is no column “{ $name }”.
    .remedy = Head one of the columns with { $headings }.
problem-statement-twice = The item “{ $value }” stands in row { $first } already.
    .remedy = Keep one of the two rows.
problem-statement-no-item = An organisation cannot state “{ $value }”: the catalogue has no such item for it.
    .remedy = torikime catalogue list shows all ids.
problem-statement-no-value = “{ $value }” cannot be stated of this item.
    .remedy = Write one of these or its words: { $allowed }; or leave it empty to state nothing.
problem-statement-no-day = “{ $value }” is not a date.
    .remedy = Write from when it is so, like 2026-04-01.

# codes: cli-torikime, cli-arg-
cli-torikime-org = Your organisation, on a server, by token
    .examples =
        {"  "}torikime org show --server https://torikime.example.jp --token-file token
cli-torikime-org-show = Show who the organisation is, now or on a day
    .examples =
        {"  "}torikime org show --server https://torikime.example.jp --token-file token
        {"  "}torikime org show --at 2026-04-01 --json
cli-torikime-org-rename = Give the organisation other names from a day; names not given stay
    .examples =
        {"  "}torikime org rename "Kakuu Trading Co., Ltd." --from 2027-04-01 --token-file token
        {"  "}torikime org rename 架空商事株式会社 --reading カクウショウジ --latin "Kakuu Trading Co., Ltd."
cli-torikime-org-profile = Say how large the organisation is and on which side it mostly stands
    .examples =
        {"  "}torikime org profile --size small --side vendor --token-file token
        {"  "}torikime org profile --side unsaid
cli-torikime-user = The people of your organisation, on a server, by token
    .examples =
        {"  "}torikime user list --server https://torikime.example.jp --token-file token
cli-torikime-user-list = List the people and their roles, now or on a day
    .examples =
        {"  "}torikime user list --server https://torikime.example.jp --token-file token
        {"  "}torikime user list --at 2026-04-01
cli-torikime-user-invite = Invite somebody into the organisation, or to register one of their own; the link is shown once
    .examples =
        {"  "}torikime user invite editor --token-file token
        {"  "}torikime user invite reader --days 3 --send-to sato@example.jp
        {"  "}torikime user invite found
cli-torikime-user-role = Give a person a role. Owners, officers and auditors are made on the page “People and roles”, with a passkey
    .examples =
        {"  "}torikime user role 0123456789abcdefghjkmnpqrs editor --token-file token
        {"  "}torikime user role 0123456789abcdefghjkmnpqrs reader --until 2027-03-31
cli-torikime-user-remove = End a person's role, or all of them
    .examples =
        {"  "}torikime user remove 0123456789abcdefghjkmnpqrs --token-file token
        {"  "}torikime user remove 0123456789abcdefghjkmnpqrs editor
cli-torikime-statement = What your organisation states of itself, on a server, by token
    .examples =
        {"  "}torikime statement list --server https://torikime.example.jp --token-file token
        {"  "}torikime statement set selfcheck.updates in-force --from 2026-04-01
cli-torikime-statement-list = List every item and what is in force of it, now or on a day
    .examples =
        {"  "}torikime statement list --server https://torikime.example.jp --token-file token
        {"  "}torikime statement list --at 2026-04-01 --json
cli-torikime-statement-set = State one item; it is recorded once, even where the connection breaks
    .examples =
        {"  "}torikime statement set selfcheck.updates in-force --from 2026-04-01
        {"  "}torikime statement set rule.byod.lock not-applicable --note "No private devices are used"
cli-torikime-statement-import = Record what changed in a table of statements (CSV or XLSX, as the page saves it): all of it, or nothing
    .examples =
        {"  "}torikime statement import standing.csv --check
        {"  "}torikime statement import standing.xlsx --server https://torikime.example.jp --token-file token
cli-arg-at = As of the end of this day: 2026-04-01
cli-arg-server = The server's address; else TORIKIME_SERVER
cli-arg-token = File that holds the token; else TORIKIME_TOKEN
cli-arg-organisation = Number of the organisation; else the one the token acts for
cli-arg-value = What is stated
cli-arg-from = From this day; today if it is not said
cli-arg-note = Note in your own words; the reason where the item does not apply
cli-arg-statements = Table of statements (CSV or XLSX)
cli-arg-check = Only read and compare; record nothing
cli-arg-name = The name it goes by
cli-arg-reading = How it is read
cli-arg-latin = The name in Latin letters
cli-arg-short = A short name
cli-arg-size = How large it is
cli-arg-side = On which side it mostly stands
cli-arg-role = The role; found invites to register an organisation of their own
cli-arg-role-until = The role's last day: 2027-03-31
cli-arg-days = So many days the link works
cli-arg-send-to = A mail address to send the link to, where the server sends mail
cli-arg-person = Number of the person, as user list shows it
