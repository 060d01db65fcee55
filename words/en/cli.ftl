# Words of the command line
cli-examples = Examples:
cli-error = error
cli-warning = note
cli-cannot-read = Cannot read { $path } ({ $cause }).
    .remedy = Check the path and that you may read it.
cli-cannot-write = Cannot write { $path } ({ $cause }).
    .remedy = Check that you may write there and that the disk has room. What was there before is untouched.
cli-cannot-serve = The server cannot start ({ $cause }).
    .remedy = If the port is taken, name another with --port.
cli-cannot-render = The report could not be set ({ $cause }).
    .remedy = This is a fault of the program. Please report it with this text and the files you used.
cli-unknown-figure = There is no figure “{ $name }”.
    .remedy = Figures: { $known }
cli-unknown-comparison = There is no comparison “{ $name }”.
    .remedy = Comparisons: { $known }
cli-folder-exists = { $name } exists already and is not empty.
    .remedy = Name another folder. Nothing is overwritten.
cli-need-answers = This study has no published numbers, so it needs a file of answers ({ $name }).
    .remedy = Name a CSV or XLSX of answers with --answers, or keep one with torikime study import.

cli-only-with-answers = { $name } works only where answers are counted.
    .remedy = Name a CSV or XLSX of answers with --answers.
cli-no-weights = { $name } has no column of weights.
    .remedy = Name the column under weight in the mapping (--mapping), or use --weights population.
cli-test-needs-groups = “{ $name }” has no groups to compare.
    .remedy = Say what to split by with --by (stratum, a break, or the id of a question).
cli-adjust-needs-two-groups = “{ $name }” is not a table of two groups, so they cannot be compared within strata.
    .remedy = Choose something with two groups with --by; of a question with rows name one row, like Q10.access.
cli-unknown-variable = The answers have no variable “{ $name }”.
    .remedy = Variables: { $known }
cli-onto-itself = { $name } is the file that is read. It is not overwritten.
    .remedy = Keep the original elsewhere, or name another file with --out.
cli-answers-with-errors = { $file }: { $errors } cells or rows cannot be read; they count as not answered or are left out. List them with torikime study import DIR { $file } --dry-run
cli-head-usage = Usage:
cli-head-commands = Commands
cli-head-arguments = Arguments
cli-head-options = Options
cli-usage-unknown = There is no argument or option “{ $name }”.
cli-usage-command = There is no command “{ $name }”.
cli-usage-no-command = Name a command.
cli-usage-missing = Required and not given: { $name }
cli-usage-conflict = { $name } and { $other } do not go together.
cli-usage-value = { $name } cannot be “{ $other }”.
cli-usage-known = Possible values: { $names }
cli-usage-meant = Perhaps: { $names }
cli-usage-help = See --help for how to write it.
cli-unknown-command = There is no command “{ $name }”.
    .remedy = Commands: { $known }

cli-checked = { $errors ->
        [one] 1 error
       *[other] { $errors } errors
    }, { $warnings ->
        [one] 1 note
       *[other] { $warnings } notes
    }
cli-created = Made a study in { $folder }. Change questionnaire.toml, then check it with torikime study check.
cli-demo-ready = Open at { $address } (this machine only). Press Ctrl+C to stop.
cli-serve-ready = Serving at { $address }. Press Ctrl+C to end.
cli-serve-restored = This server was restored from a backup at { $moment } (restore number { $epoch }). The backup held { $size } entries; what was acknowledged after it is not here.
cli-serve-set-up = To register the first organisation, open this link within 7 days (it works once):
    { $address }
cli-wrote = Wrote { $path } ({ $size })
cli-wrote-many = Wrote { $n } files into { $path } ({ $size })
cli-list-id = Id
cli-list-title = Title
cli-fact = { $name }: { $value }
cli-tested = { $n ->
        [one] 1 comparison
       *[other] { $n } comparisons
    }: { $verdicts }
cli-test-p = p, adjusted
cli-test-method = Method
cli-test-family = Family of the adjusted p
cli-test-hypothesis = Hypothesis
cli-test-source = Printed in
cli-place = { $source } { $place }
cli-place-line = { $source } { $place } (line { $line })
cli-sources-group = Group or row
cli-sources-option = Option
cli-sources-printed = As printed
cli-sources-n = n as printed
cli-sources-count = Count/base
cli-sources-known = Known by
cli-sources-place = Document and place
cli-sources-everybody = Everybody
cli-sources-document = { $id } = { $title } ({ $publisher }, { $date })
cli-import-variable = Variable
cli-import-asked = Asked
cli-import-answered = Answered
cli-import-faulty = Unreadable
cli-import-columns = Columns
cli-import-rows = Rows: { $read } read, { $kept } respondents, { $out } left out, { $blank } blank
cli-import-open-columns = Columns not used ({ $n }): { $names }
cli-import-open-variables = Variables without a column, not answered ({ $n }): { $names }
cli-import-count = Problem { $code }: { $count }
cli-import-count-part = Problem { $code }: { $count } ({ $listed } listed)
cli-import-refused = Nothing was taken over ({ $errors } errors). Mend the problems above.
cli-import-dry = Only a check: nothing was taken over ({ $errors } errors).
cli-report-computing = Tables and tests
cli-known-counted = counted
cli-known-printed = printed
cli-known-derived = derived
cli-known-lost = lost

# codes: cli-torikime, cli-arg-
cli-torikime = Measure, agree and keep security between organisations, their vendors and subcontractors
    .examples =
        {"  "}torikime demo
        {"  "}torikime study check studies/ipa-2020-organisation
cli-torikime-demo = Open the example studies in the browser, on this machine only
    .examples =
        {"  "}torikime demo
        {"  "}torikime demo --port 9000 --no-open
        {"  "}torikime demo --token-file demo.token
cli-torikime-serve = Run a server with ledgers of organisations and sign-in
    .examples =
        {"  "}torikime serve --data data
        {"  "}torikime serve --data data --origin https://torikime.example.jp
cli-torikime-study = Studies: from a questionnaire to a printed report
    .examples =
        {"  "}torikime study new my-study
        {"  "}torikime study import my-study answers.xlsx
        {"  "}torikime study report my-study --out report
cli-torikime-study-new = Make the folder of a new study (a working example to change)
    .examples =
        {"  "}torikime study new my-study --title-ja 取引先調査 --title-en "Vendor study"
cli-torikime-study-check = Check the files of a study and list every problem at once
    .examples =
        {"  "}torikime study check my-study
        {"  "}torikime study check my-study --json
cli-torikime-study-import = Read a table of answers (CSV, XLSX), report problems by row and column, and keep it as the study's answers
    .examples =
        {"  "}torikime study import my-study answers.xlsx --dry-run
        {"  "}torikime study import my-study answers.csv --write-mapping mapping.toml
        {"  "}torikime study import my-study answers.csv --mapping mapping.toml --strict
cli-torikime-study-simulate = Draw invented answers that fit questionnaire, routing and published margins (marked as synthetic)
    .examples =
        {"  "}torikime study simulate studies/ipa-2020-organisation --seed 7 --out answers.csv
cli-torikime-study-table = Print a simple or a cross table
    .examples =
        {"  "}torikime study table studies/ipa-2020-organisation 2-1
        {"  "}torikime study table my-study Q2 --by stratum --answers answers.csv --test
        {"  "}torikime study table my-study Q2 --by size --marks --intervals
        {"  "}torikime study table my-study Q2 --by role --adjust-by size
cli-torikime-study-test = Re-test the claims, on published numbers alone or on answers
    .examples =
        {"  "}torikime study test studies/ipa-2020-organisation
        {"  "}torikime study test studies/ipa-2020-organisation C04 --json
cli-torikime-study-figure = Write a figure as SVG
    .examples =
        {"  "}torikime study figure studies/ipa-2020-organisation 2-1 --out figure.svg
cli-torikime-study-report = Write the report as HTML, PDF, XLSX and CSV
    .examples =
        {"  "}torikime study report studies/ipa-2020-organisation --out report
        {"  "}torikime study report my-study --answers answers.csv --out report --form pdf --in ja
cli-torikime-study-sources = Show where a published number was printed: document, figure, line
    .examples =
        {"  "}torikime study sources studies/ipa-2020-organisation 2-1
cli-torikime-study-template = Make the headings (CSV) of a table into which answers are entered
    .examples =
        {"  "}torikime study template my-study --out entry.csv
cli-torikime-study-codebook = Write the code book (variables, options, bases) as CSV
    .examples =
        {"  "}torikime study codebook my-study --out codebook.csv
cli-torikime-study-anonymise = Make an anonymised copy of the answers for sharing
    .examples =
        {"  "}torikime study anonymise my-study --answers answers.csv --out shared.csv
        {"  "}torikime study anonymise my-study --recognisable Q1,Q5 --remove-rare --out shared.csv
cli-torikime-help = Show the help of a command
    .examples =
        {"  "}torikime help study table
cli-torikime-completions = Print completions for a shell
    .examples =
        {"  "}torikime completions bash > /etc/bash_completion.d/torikime
cli-torikime-manual = Write the manual pages
    .examples =
        {"  "}torikime manual --out man
cli-torikime-policy = Print the table of who may do what
    .examples =
        {"  "}torikime policy > policy.md
cli-torikime-schema = Print the JSON schema of a study's or the catalogue's file, for editors, or the OpenAPI document of the interface for programs
    .examples =
        {"  "}torikime schema questionnaire > questionnaire.schema.json
        {"  "}torikime schema api > openapi.json

cli-arg-schema = Of what
cli-arg-values = {" "}[{ $values }]
cli-arg-default = {" "}[default: { $values }]
cli-arg-command = Name of the command
cli-arg-help = Show this help
cli-arg-version = Show the version
cli-arg-lang = Language of the output (default: your locale)
cli-arg-serve-data = Folder of the data (torikime-server unless named); the signing key is made here at the first start
cli-arg-listen = Address and port to listen on (127.0.0.1:8471 unless named)
cli-arg-origin = URL that users open (https://…); always name it behind a reverse proxy
cli-arg-smtp-url = Mail server: smtps://HOST[:465], or smtp://HOST[:587] with STARTTLS, or smtp://HOST[:25]?tls=none on this machine; user and password by TORIKIME_SMTP_USER and TORIKIME_SMTP_PASSWORD or in the file. Without it no mail is sent, and links are shown
cli-arg-mail-from = Sender of mails: ADDRESS or "NAME <ADDRESS>"
cli-arg-trusted-proxy = Address of a reverse proxy, or a range such as 10.0.0.0/8, whose X-Forwarded-For is believed (may be repeated)
cli-arg-config = Configuration file (TOML); TORIKIME_DATA and so on in the environment work too
cli-arg-port = Port to listen on (0 = any free one)
cli-arg-no-open = Do not open the browser
cli-arg-data = Folder in which your own studies are kept
cli-arg-token-file = File into which a token of the first made-up person is written, for programs on this machine (readable by you alone)
cli-arg-studies = Parent folder of study folders to open instead of the examples
cli-arg-dir = Folder of the study
cli-arg-title-ja = Title in Japanese
cli-arg-title-en = Title in English
cli-arg-json = Print JSON
cli-arg-file = Table of answers (CSV or XLSX)
cli-arg-mapping = Which column answers which question (TOML)
cli-arg-write-mapping = Write the automatic matching to this file, to be edited and used with --mapping
cli-arg-sheet = Sheet of an XLSX file (default: the first)
cli-arg-dry-run = Report problems and take nothing over
cli-arg-strict = Refuse the whole file when there is any error
cli-arg-out = Where to write
cli-arg-seed = Seed of the random draw (the same seed gives the same result)
cli-arg-n = Respondents to draw (default: as many as the study had)
cli-arg-question = Id of a question or figure (none: list them)
cli-arg-answers = Table of answers (default: the published numbers; without them the imported answers)
cli-arg-weights = Weights: none, population (from population counts), raked (also to the margins of study.toml), given (from a column of the answers)
cli-arg-shared = For a table that leaves the house: withhold small cells (of a study that is not public)
cli-arg-recognisable = Ids of variables by which a respondent might be recognised, with commas
cli-arg-smallest-group = A combination of stratum and those variables shared by fewer respondents is rare
cli-arg-remove-rare = Leave rare respondents out of the copy
cli-arg-secret-seed = Seed of the shuffle; keep it secret (default: another one each time)
cli-arg-by = What to split by (id of a question, break or stratum)
cli-arg-where = Filter expression, e.g. Q2 in [now, past]
cli-arg-row = Row of a matrix question
cli-arg-columns = Column percentages (each column adds up to 100)
cli-arg-base = Base: asked (all who were asked) or answered
cli-arg-test = Also print the test that fits the table
cli-arg-intervals = Print 95 % intervals beside percentages
cli-arg-nets = Add the nets of the question (options joined) as columns
cli-arg-marks = Mark groups that are higher (↑) or lower (↓) than the total; the value is the level in %, 5 if left out
cli-arg-adjust-by = Compare the two groups with this held equal, e.g. size
cli-arg-csv = Print CSV
cli-arg-id = Id of a comparison (none: all)
cli-arg-figure = Id of a figure (none: list them)
cli-arg-narrow = Draw it for a narrow screen
cli-arg-form = Forms (default: all)
cli-arg-in = Language of the report
cli-arg-shell = Name of the shell

cli-kept-unreadable = The kept study “{ $id }” cannot be read. Its files are untouched; look at them with torikime study check.

cli-torikime-study-plan = How many to ask in each stratum, and which differences the present answers could show
    .examples =
        {"  "}torikime study plan my-study --margin 5 --response 40
        {"  "}torikime study plan studies/ipa-2020-organisation
cli-arg-margin = Margin of a percentage (± points, 95 %)
cli-arg-response = Response expected (%)
# codes: cli-plan-
cli-plan-stratum = Stratum
cli-plan-population = Population
cli-plan-needed = Answers needed
cli-plan-invited = To be invited
cli-plan-answered = Answers now
cli-plan-detectable = Difference found
cli-plan-note = Answers needed keep the 95 % interval of a percentage within ± { $margin } points (share 50 %, response { $response } %, finite population correction where the population is known). The difference found is the smallest, in points, that two strata of this size would show with a chance of 80 % at the 5 % level.
