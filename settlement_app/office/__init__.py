"""One short function for each thing that a user does: open, load, decide in the domain, save, return what changed."""
