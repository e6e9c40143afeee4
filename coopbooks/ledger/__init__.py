"""Double entry: money, accounts, entries, periods and refusals. Pure: no Qt, no SQL, no clock.

Read in this order: `money`, `accounts`, `journal`, `periods`, `refusals`.
"""
