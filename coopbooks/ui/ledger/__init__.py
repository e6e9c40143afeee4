"""The general ledger: the only place of the window with debit and credit."""
