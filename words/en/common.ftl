# Words that every page and report shares. Names of values, marks and verdicts stand only here.

# codes: verdict-
verdict-holds = holds
verdict-contradicted = contradicted
verdict-no-meaningful-difference = no meaningful difference
verdict-too-small-to-say = too small to say
verdict-too-rounded-to-say = too rounded to say
verdict-not-testable = not testable (numbers lost)

against-above = higher than the total
against-below = lower than the total

# codes: value-
value-in-force = in force
value-being-drafted = being drafted
value-not-made = not made
value-held-agreed = held to be agreed
value-will-agree = will agree
value-should-consider = should consider
value-no-plan = no plan
value-not-known = not known
value-not-applicable = not applicable
value-not-answered = not answered
value-not-agreed = not agreed
value-disagreed = disagreed
value-accepted = accepted
value-nobody = nobody
value-band = approximate
value-lost = number lost
value-suppressed = suppressed
value-no-base = nobody was asked

# Words of the values on the 25 self-check questions, which ask what is done. What is recorded is the same value as above.
# codes: practice-
practice-in-force = in place
practice-drafting = partly in place
practice-not-made = not in place
