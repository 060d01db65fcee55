# Words of figures and reports.

# Figures
figure-base = n={ $n }
figure-base-weighted = n={ $n } (weighted { $weighted })
figure-uncertain = range the value may lie in
figure-margin = Dots are differences of shares in points, lines 95% intervals; within the grey band (±{ $margin } points) no difference is held to matter
figure-intervals = Differences of shares with 95% intervals
figure-one-wave = not comparable

# Reports
report-subtitle = Study report
report-contents = Contents
report-figures = Figures
report-figure = Figure { $id }
report-in-text = Text { $id }
report-in-press = Press release { $id }
report-base = Base: { $base }
report-source = Source: { $source }
report-numbers = { $figure } (numbers)
report-synthetic = Made from synthetic answers. These are not the results of a real study.
table-block = Section
table-group = Group
report-note-numbered = Note { $number }. { $note }
report-note-at = note { $number } (under { $figure })
report-notes-again = Applies here too: { $notes }.
table-option = Option
table-interval = 95% interval
# codes: index-
index-sheet = Contents
index-file = File
index-number = Number
index-title = Title
# codes: comparison-
comparison-title = Results of the comparisons
comparison-id = No.
comparison-claim = What was compared
comparison-sides = Counts (with / of)
comparison-difference = Difference [95% interval], points
comparison-p = p
comparison-verdict = Verdict
comparison-p-both = { $adjusted } (raw { $raw })
comparison-difference-alone = Difference, points
comparison-low = 95% interval, low
comparison-high = 95% interval, high
comparison-p-raw = p, raw
comparison-p-range = p over all counts that fit
comparison-p-adjusted = p, adjusted

# Reports of studies
report-date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
report-comma = {", "}
fact-sample = Sample
fact-reference-date = Reference date
fact-fieldwork = Fieldwork
fact-period = { $start } to { $end }
fact-method = Method
fact-respondents = Respondents
fact-answers = Valid answers
fact-citation = How to cite
# codes: sample-
sample-quota = Quota (classes filled to a number; tests are a yardstick only)
sample-probability = Drawn at random
sample-census = Census
chapter-design = The study
chapter-claims = What the report claimed and what its numbers allow
chapter-contradictions = Numbers that do not go together, and misprints
chapter-findings = Findings
chapter-remedies = Remedies
chapter-sources = Sources
chapter-appendix = Further tables
design-about = Purpose and scope
design-strata = The sample
design-stratum = Class
design-valid = Valid answers
design-invited = Invited
design-population = Population
design-interviews = Interviews
design-interview-date = Date
design-interview-kind = With whom
design-interview-purpose = Purpose
design-reading = How to read the verdicts
design-verdict = Verdict
design-meaning = Meaning
# codes: meaning-
meaning-holds = There is a difference in the claimed direction (p at most 5% after adjustment within the hypothesis), or likeness is shown
meaning-contradicted = There is a difference in the opposite direction
meaning-no-meaningful-difference = The 95% interval of the difference lies within ±10 points: none that matters
meaning-too-small-to-say = Too few answers to tell
meaning-too-rounded-to-say = The verdict depends on which of the counts that fit the printed numbers one takes
meaning-not-testable = The numbers to compare are lost
results-comparisons = Comparisons and verdicts
results-hypotheses = The hypotheses judged
results-hypothesis = Hypothesis { $id }: { $text }
results-concluded = The report's conclusion: { $text }
results-sentences = What may be said
results-sentence = Sentence
results-holds = Do the numbers say so?
results-summary = Summary
claims-intro = Every comparison the report makes, tested again from the numbers that survive, with the reasons for each verdict.
claims-title = Claims and verdicts
claims-why = Why
claims-place = Place
contradictions-title = Statements that cannot, or can hardly, be true together
contradictions-what = What is wrong
contradictions-figure = Figure
contradictions-said = Statements
errata-title = Apparent misprints
errata-text = What is wrong
finding-remedies = Remedies: { $remedies }
sources-title = Where the numbers come from
sources-name = Document
sources-publisher = Publisher
sources-date = Date
sources-terms = Terms of use
report-locator = { $source }, { $place }
report-locator-line = { $source }, { $place } (line { $line } of its text)
report-place-line = { $place } (line { $line } of the text)

outcome = Test: { $method }, { $p } ({ $facts })
outcome-none = No test: { $reason }
outcome-option = {"  "}{ $option }: { $p }
outcome-refused = Not used: { $method }. { $reason }
# codes: adjusted-
adjusted-title = Compared within strata (does the mix of strata pass for a difference?)
adjusted-option = Option
adjusted-crude = Difference as it is
adjusted-standardised = Difference with the same mix of strata
adjusted-test = Difference within strata (Cochran–Mantel–Haenszel)
adjusted-homogeneity = Do strata differ (Breslow–Day)
