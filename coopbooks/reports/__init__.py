"""How papers look: pages, fonts, drawn blocks and sheets, from the frozen papers. No SQL, no rules."""
