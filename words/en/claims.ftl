# Words of re-tests, hypotheses and reasons.

# codes: reason-
reason-difference-shown = There is a difference in the claimed direction (adjusted p { $p }).
reason-opposite-shown = There is a difference, in the direction opposite to the claim (adjusted p { $p }).
reason-likeness-shown = The 95 % interval of the difference ({ $low } to { $high } points) lies within ±{ $margin } points.
reason-difference-against-likeness = There is a difference (adjusted p { $p }), against the claim of likeness.
reason-within-margin = The 95 % interval of the difference ({ $low } to { $high } points) lies within ±{ $margin } points: no difference that matters.
reason-interval-wide = The 95 % interval of the difference ({ $low } to { $high } points) is wide: a difference beyond ±{ $margin } points can neither be shown nor excluded.
reason-fits-disagree = { $fitting } combinations of counts fit the published numbers, and they do not all lead to the same verdict.
reason-counts-unknown = The counts are lost, and the published numbers do not narrow them down.
reason-nothing-fits = No counts fit the published numbers.
reason-not-published = The numbers behind this comparison were not published.
reason-described = This describes a state of affairs; it claims no difference.
reason-lost = The numbers did not survive in the source.
reason-same-respondents = Both shares come from the same respondents, so a test for independent groups cannot be used; the joint answers are needed.
reason-one-sided = The comparison names only one side.
reason-approximate-base = The base is an approximation taken from another figure.
reason-derived-counts = Some counts are worked out from other published numbers.
reason-not-all-tried = There are many combinations; a spread of them that keeps both ends was tried.
reason-small-base = A group has a small base (smallest n={ $n }).
reason-quota-sample = The sample was filled by quota: the test is a yardstick, as if respondents had been drawn at random.
reason-no-such-answers = The answers have no item { $variable }, or it cannot be counted as it is.
reason-overlapping-groups = The two groups share respondents, so a test for independent groups cannot be used.
reason-empty-base = A group has an empty base.
reason-refused = This test cannot be computed ({ $code }).
reason-interviews-only = No numbers can be compared; interviews are the only ground.
reason-nothing-settled = No piece of evidence is settled.
reason-needed-holds = Needed evidence that holds: { $claims }
reason-needed-fails = Needed evidence that does not hold: { $claims }
reason-needed-open = Needed evidence that cannot be told: { $claims }
reason-supporting-holds = Supporting evidence that holds: { $claims }
reason-supporting-fails = Supporting evidence that does not hold: { $claims }
reason-against-holds = Evidence against the hypothesis that holds: { $claims }

# codes: hypothesis-
hypothesis-supported = Supported
hypothesis-partly = Partly supported
hypothesis-not-supported = Not supported
hypothesis-opinion-only = Opinion only
hypothesis-open = Open
hypothesis-rule = Supported if all needed evidence holds and nothing against the hypothesis does. Partly supported if some needed evidence holds. Not supported if neither needed nor supporting evidence holds and one of them is contradicted or shows no meaningful difference, or if evidence against the hypothesis holds. Opinion only if no comparison is listed but interviews are. Open otherwise.

# codes: contradiction-
contradiction-bands-apart = Two statements about the same number that cannot both be true.
contradiction-phrases-differ = The same number is put in different words; both are right only between { $low } and { $high } %.
contradiction-not-a-rounding = { $percent } % is put in words to which it does not round.
contradiction-outside-phrase = The number lies outside what the words in the text can mean.
contradiction-impossible-share = No count out of this base gives this percentage. Nearby bases that do: { $fits }.
contradiction-not-of-everybody = { $percent } % cannot come from all { $whole } respondents of this group. The base is a part of them; these fit: { $fits }.
contradiction-impossible-together = No counts satisfy all of these at once.

# codes: sentence-
sentence-true = The numbers say it
sentence-false = The numbers do not say it
sentence-unknown = Cannot be told: numbers lost or rounded

note-published-nothing = No number of this figure survives in the source.
note-published-phrases = Only phrases such as "about eight in ten" survive; numbers are shown as bands.
note-published-part = Some numbers did not survive in the source.
note-published-derived = Some percentages are worked out from other published numbers.
note-published-base-lost = The base (n) of some rows is lost or not settled.
note-published-base-derived = Some bases (n) are worked out from other published numbers.
note-options-incomplete = Only part of the question's options or rows survives.
note-labels-inferred = Some option labels are our reading, since the source's are lost.
