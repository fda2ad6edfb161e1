"""What marks a file as a ledger, and its version: known without loading what builds one."""

APPLICATION_ID = 0x12333533
"""Marks the file as a settlement ledger in SQLite's header."""

SCHEMA_VERSION = 1
"""What the newest migration makes (ledger/schema.py); it stands in SQLite's header as ``user_version``."""
