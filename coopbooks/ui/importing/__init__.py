"""Bringing in a stranger's table: the file, its columns, every row checked, and all of it or nothing."""
