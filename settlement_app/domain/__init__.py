"""The rules of the settlement as pure values and arithmetic: no file, no clock, no database, no window."""
