"""Bringing in a stranger's files: read the table, read its cells, make orders, save all of them or none.

`tables` reads CSV and XLSX · `columns` says which columns a kind has · `cells` reads one row and collects faults ·
`kinds` turns rows into orders · `run` is the action. Every fault names file, row, column and value.
"""
