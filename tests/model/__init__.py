"""A naive second reading of the rules, for tests: it shares no code with the program that it checks."""
