"""What marks a file as a ledger, and its version: known without loading what builds one."""

APPLICATION_ID = 0x12333533
"""Marks the file as a settlement ledger in SQLite's header."""

MIGRATIONS_TABLE = "_sqlite_migrations"
"""Where sqlite-utils keeps a row for each migration that a ledger went through."""

SCHEMA_VERSION = 2
"""How many migrations there are (ledger/schema.py); it stands in SQLite's header as ``user_version``."""
