# Words of notes under tables and of problems with weights.

# codes: note-
note-synthetic = This table is counted from made-up answers; it is not the result of a survey.
note-base-asked = n is the number of respondents to whom the question was put, including those who gave no answer.
note-base-answered = n is the number of respondents who answered; those who gave no answer are left out.
note-weighted = Percentages are weighted (weights: { $source ->
        [population] population of each stratum
        [raked] raked to known margins
       *[other] given with the answers
    }). n is the unweighted number of respondents.
note-column-percent = Percentages are of all who chose the option (column percentages).
note-rank-first = Share of respondents who named the option first.
note-rank-any = Share of respondents who named the option at any rank.
note-multiple-answers = Several answers were possible; percentages may add up to more than 100.
note-nets = The last columns join several options.
note-not-hundred = Percentages are rounded and may not add up to 100.
note-groups-overlap = Some respondents belong to several groups; the groups' n add up to more than the total.
note-outside-groups = { $n } respondents belong to none of the groups shown and are counted in the total only.
note-outside-groups-some = Some respondents belong to none of the groups shown and are counted in the total only.
note-small-base = * Fewer than { $limit } respondents: for reference only.
note-intervals = Intervals are { $level } % confidence intervals ({ $method ->
        [wilson] Wilson
        [korn-graubard] Korn–Graubard
        [clopper-pearson] Clopper–Pearson
       *[other] { $method }
    }).
note-against-total = ↑ higher, ↓ lower than the total ({ $method ->
        [linearised-t] t test that takes strata and weights into account
       *[other] t test that takes into account that the group is part of the total
    }; Holm over the { $family } cells compared in this table; level { $level } %). Not compared: groups with fewer than 30 respondents, cells where fewer than 5 are expected to have chosen or not to have chosen the option, and no answer.
note-against-total-none = No marks against the total ({ $reason ->
        [rows] only row percentages are compared
       *[other] no group of 30 respondents or more has a cell that can be compared
    }).
note-as-if-random = The sample was filled by quota: intervals and tests are a yardstick, as if it had been drawn at random, without finite population correction.
note-raked-variance = Intervals and tests do not include the change in precision that raking brings.
note-suppressed = Cells of { $from } to { $to } respondents, and those from which they could be worked out, are withheld (x), so that nobody can be recognised.

problem-unknown-subject = There is no question, row or net “{ $name }”.
    .remedy = Use an id from the list of questions; a row is written like “Q10.access”.
problem-no-such-break = There is nothing called “{ $name }” to group by.
    .remedy = Use stratum, a break of analysis.toml, a question or a net.
problem-no-such-row = { $question } has no row “{ $row }”.
    .remedy = Use the id of a row in questionnaire.toml.
problem-no-such-group = “{ $by }” has no group “{ $group }”.
    .remedy = Check the group's id.
problem-no-such-option = { $question } has no option “{ $option }”.
    .remedy = Use the id of an option in questionnaire.toml.
problem-break-has-rows = “{ $name }” has rows, so it cannot group a table as a whole.
    .remedy = Choose one row and write “{ $name }.ROW”.
problem-no-answers = There are no answers to “{ $variable }”.
    .remedy = Check how the columns of the answers were matched.
problem-weights-number = There are { $weights } weights for { $respondents } respondents.
    .remedy = Give one weight to each respondent.
problem-weights-too-large = The weight of respondent { $row } is too large.
    .remedy = Divide all weights by the same number; percentages stay as they are.
problem-weights-zero = The weights add up to zero.
    .remedy = Give at least one respondent a positive weight.
problem-strata-missing = Weights cannot be computed: the study or the answers have no strata.
    .remedy = Write the strata in study.toml and match the column of the answers that holds them.
problem-stratum-unknown = The stratum of respondent { $row } is not in study.toml.
    .remedy = Check the ids of the strata.
problem-stratum-without-population = Stratum “{ $stratum }” has respondents but no population count.
    .remedy = Add population to the stratum in study.toml.
problem-stratum-over-full = Stratum “{ $stratum }” has more respondents ({ $respondents }) than its population ({ $population }).
    .remedy = Check the population count and the strata of the respondents.
problem-rake-not-met = After { $rounds } rounds the margins still cannot all be met together.
    .remedy = Check that the margins do not contradict each other, and merge categories that nobody is in.
problem-rake-nothing = There are no margins to rake to, or they add up to zero.
    .remedy = Give at least one margin with positive numbers.
problem-rake-target = The target of “{ $category }” in “{ $margin }” is not a number from zero.
    .remedy = Enter a number of zero or more.
problem-rake-empty-category = Nobody is in “{ $category }” of “{ $margin }”, so its margin cannot be met.
    .remedy = Join it with a neighbouring category.
problem-rake-uncovered = In “{ $margin }”, { $respondents } respondents belong to no category or to several.
    .remedy = Make every respondent belong to exactly one category.

# codes: method-
method-pearson = Pearson’s chi-square test
method-fisher-freeman-halton = Fisher–Freeman–Halton exact test
method-rao-scott = Rao–Scott test (second order, F)
method-bilder-loughin = Bilder–Loughin test (multiple answer by group, second order, F)
method-mantel-haenszel = Cochran–Mantel–Haenszel test (no continuity correction)
method-breslow-day = Breslow–Day test

# codes: refusal-
refusal-classical-on-weighted = Classical tests on weighted counts find differences where there are none, so they are not used.
refusal-groups-overlap = Some respondents belong to several groups, so a test for independent groups cannot be used.
refusal-too-many-options = There are more than 64 options, too many to be tested together.
refusal-nothing-to-compare = Only one group or one option has answers; there is nothing to compare.
refusal-wrong-shape = The table does not have the shape this method is for.
refusal-empty-base = There are no answers to count.
refusal-lonely-respondent = A stratum has a single respondent, so its spread cannot be estimated.
refusal-inconsistent-stratum = A stratum has more respondents than its population.
refusal-not-a-number = Some weights cannot be used.
refusal-no-variance = There is no spread, so nothing can be tested.
refusal-no-degrees-of-freedom = Respondents do not outnumber strata, so nothing can be tested.
refusal-out-of-range = This lies outside what the method is for.
