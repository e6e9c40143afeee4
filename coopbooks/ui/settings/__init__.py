"""The workspace of settings: each group a tab."""
