# Words of the catalogue on the command line: an item shown, and what is wrong with its files.

# codes: catalogue-kind- catalogue-effort- catalogue-fault-
catalogue-kind = Kind
catalogue-kind-self-check = self-check
catalogue-kind-rule = house rule
catalogue-kind-requirement = requirement between parties
catalogue-topic = Topic
catalogue-effort = Effort (our estimate)
catalogue-effort-hours = an hour or two
catalogue-effort-days = a day or two
catalogue-effort-weeks = some weeks, or some money
catalogue-effort-months = months, or help from outside
catalogue-retired = No longer offered from
catalogue-why = Why it matters
catalogue-plain = What to do
catalogue-evidence = What can show it
catalogue-term = A text to start from
catalogue-settle = To settle between the parties
catalogue-values = What can be stated
catalogue-maps = The same subject elsewhere (no proof of compliance)
catalogue-version = { $items ->
        [one] 1 item
       *[other] { $items } items
    }, version { $day }, SHA-256 { $hash }
catalogue-checked = { $errors ->
        [0] No errors
        [one] 1 error
       *[other] { $errors } errors
    }
catalogue-no-topic = There is no topic “{ $name }”.
    .remedy = Topics: { $known }
catalogue-no-item = There is no item “{ $name }” in the catalogue.
    .remedy = torikime catalogue list shows all ids.

catalogue-fault-missing-file = The file is missing.
    .remedy = Put version, topics and schemes into it; torikime schema catalogue says how.
catalogue-fault-not-utf8 = There are bytes that are not UTF-8.
    .remedy = Save the file as UTF-8.
catalogue-fault-toml-syntax = This is not well-formed TOML ({ $detail }).
    .remedy = Check the quotes, brackets and “=” of this line.
catalogue-fault-duplicate-field = The same field is written twice.
    .remedy = Keep one and remove the other.
catalogue-fault-unknown-field = There is no field “{ $name }”.
    .remedy = Check the spelling, or remove it; torikime schema catalogue-items lists the fields.
catalogue-fault-missing-field = The field “{ $name }” is missing.
    .remedy = Add “{ $name }”.
catalogue-fault-missing-language = The text in one language (“{ $name }”) is missing.
    .remedy = Write it: every text stands in Japanese and in English.
catalogue-fault-empty-text = The text is empty.
    .remedy = Write it.
catalogue-fault-empty-list = The list is empty.
    .remedy = Write at least one entry.
catalogue-fault-wrong-type = This must be of another kind (TOML: { $expected }).
    .remedy = Write it as the other items do; torikime schema catalogue-items says how.
catalogue-fault-unknown-value = “{ $value }” is not a value allowed here.
    .remedy = Write one of: { $allowed }
catalogue-fault-bad-date = “{ $value }” is not a date.
    .remedy = Write an existing day as 2026-10-31.
catalogue-fault-bad-id = The id “{ $id }” is not well-formed.
    .remedy = Use lower-case letters, digits and hyphens, parts joined by a full stop: rule.telework.place. An entry's id has no space and no colon.
catalogue-fault-duplicate-id = The id “{ $id }” is used twice.
    .remedy = Rename one of the two. An id that was ever issued keeps its meaning.
catalogue-fault-wrong-prefix = The id “{ $id }” does not begin as its kind does.
    .remedy = Begin it with “{ $prefix }.”.
catalogue-fault-unknown-topic = There is no topic “{ $topic }”.
    .remedy = Use a topic of catalogue.toml, or add it there.
catalogue-fault-bad-mapping = “{ $mapping }” is not a mapping.
    .remedy = Write scheme and entry with a colon between them: scs:2-1-2.
catalogue-fault-duplicate-mapping = The mapping “{ $mapping }” stands twice.
    .remedy = Remove one of the two.
catalogue-fault-unknown-scheme = The mapping “{ $mapping }” leads to a scheme that is not there.
    .remedy = Correct it, or add the scheme to catalogue.toml.
catalogue-fault-unknown-entry = The scheme has no such entry (“{ $mapping }”).
    .remedy = Correct it, or add the entry to its scheme in catalogue.toml.
catalogue-fault-bad-study-link = “{ $link }” is not a link to a question of a study.
    .remedy = Write study, question and, where needed, row or option: ipa-2020-individual:Q28.password.
catalogue-fault-retired-after-version = The item is retired ({ $day }) after the day of this version.
    .remedy = Correct the day, or version in catalogue.toml.

# codes: cli-torikime, cli-arg-
cli-torikime-catalogue = The catalogue: what can be stated and agreed, without a server
    .examples =
        {"  "}torikime catalogue list --kind rule
        {"  "}torikime catalogue show rule.takeout.encryption
cli-torikime-catalogue-list = List the items, by kind and topic
    .examples =
        {"  "}torikime catalogue list
        {"  "}torikime catalogue list --kind self-check --topic device
        {"  "}torikime catalogue list --json
cli-torikime-catalogue-show = Show an item: why, what to do, what can show it, what can be stated, where others speak of it
    .examples =
        {"  "}torikime catalogue show selfcheck.updates
        {"  "}torikime catalogue show rule.takeout.encryption --json
cli-torikime-catalogue-check = Check a catalogue's files and list every problem at once; without a folder, the one that is built in
    .examples =
        {"  "}torikime catalogue check
        {"  "}torikime catalogue check catalogue --json
cli-arg-kind = Only items of this kind
cli-arg-topic = Only items of the topic of this id
cli-arg-item = Id of the item
cli-arg-catalogue = Folder with the catalogue's files (TOML)
