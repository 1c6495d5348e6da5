"""How often the rule is wrong: verdicts on towns whose truth is known, by the functions that judge real ones."""
