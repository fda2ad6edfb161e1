"""The books as plain text for independent programs: one list of transactions, written for each in its own language."""
