"""The tables as the first migration makes them; never edited once a ledger of theirs was released."""
