"""How cells are edited."""
