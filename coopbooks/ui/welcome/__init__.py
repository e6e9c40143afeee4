"""First run: a new book, the practice book, or an existing one."""
