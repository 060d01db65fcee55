# Words of re-tests, hypotheses and reasons.
