"""Produce, sales, money, the ledger and the meeting in full: the tables that later deeds of a year need.

A table that changed is made anew, because SQLite changes no column in place. Every row keeps its number and its values, so every
seal of the chain stays as it was. Final once released.
"""

from alembic import op

revision, down_revision = "0003", "0002"

REBUILT: dict[str, str] = {
}
"""Tables that are made anew, and what their rows become."""

TABLES: tuple[str, ...] = (
)


def upgrade() -> None:
    """Set the old tables aside, make the new ones under their names, bring every row over."""
    # References from other tables go on naming the table, not the one set aside.
    op.execute("PRAGMA legacy_alter_table=ON")
    connection = op.get_bind()
    for table in REBUILT:
        for (index,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL",
                                                   (table,)).fetchall():
            connection.exec_driver_sql(f'DROP INDEX "{index}"')
        for (trigger,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE ?",
                                                     (f"%{table}%",)).fetchall():
            connection.exec_driver_sql(f'DROP TRIGGER "{trigger}"')
        connection.exec_driver_sql(f'ALTER TABLE "{table}" RENAME TO "{table}_before"')
    for statement in TABLES:
        connection.exec_driver_sql(statement)
    for table, columns in REBUILT.items():
        connection.exec_driver_sql(f'INSERT INTO "{table}" SELECT {columns} FROM "{table}_before" ORDER BY 1')
        connection.exec_driver_sql(f'DROP TABLE "{table}_before"')
    connection.exec_driver_sql("PRAGMA legacy_alter_table=OFF")
