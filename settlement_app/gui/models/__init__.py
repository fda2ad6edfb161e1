"""Tables of typed rows for Qt; none of them needs a window."""
