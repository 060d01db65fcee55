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
report-base = Base: { $base }
report-source = Source: { $source }
report-numbers = { $figure } (numbers)
report-synthetic = Made from synthetic answers. These are not the results of a real study.
table-block = Section
table-group = Group
table-option = Option
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
