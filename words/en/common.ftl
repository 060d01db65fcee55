# Words that every page and report shares. Names of values, marks and verdicts stand only here.

# codes: verdict-
verdict-holds = holds
verdict-contradicted = contradicted
verdict-no-meaningful-difference = no meaningful difference
verdict-too-small-to-say = too small to say
verdict-too-rounded-to-say = too rounded to say
verdict-not-testable = not testable (numbers lost)
