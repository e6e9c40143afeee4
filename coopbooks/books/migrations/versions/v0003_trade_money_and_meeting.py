"""Produce, sales, money, the ledger and the meeting in full: the tables that later deeds of a year need.

A table that changed is made anew, because SQLite changes no column in place. Every row keeps its number and its values, so every
seal of the chain stays as it was. Final once released.
"""

from alembic import op

revision, down_revision = "0003", "0002"

REBUILT: dict[str, str] = {
    "user": "*",  # one more role: approver
}
"""Tables that are made anew, and what their rows become."""

TABLES: tuple[str, ...] = (
    """CREATE TABLE approval (approval_id INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, made_print TEXT
    NOT NULL, made_by TEXT NOT NULL, approved_by TEXT NOT NULL, approved_on TEXT NOT NULL, basis TEXT NOT NULL,
    event_id INTEGER NOT NULL, CONSTRAINT approval_key PRIMARY KEY (approval_id), CONSTRAINT
    approval_approved_on_is_a_day CHECK (approved_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'), CONSTRAINT
    approval_kind_is_short CHECK (length(kind) <= 200), CONSTRAINT approval_subject_is_short CHECK (length(subject)
    <= 200), CONSTRAINT approval_made_by_is_short CHECK (length(made_by) <= 200), CONSTRAINT
    approval_approved_by_is_short CHECK (length(approved_by) <= 200), CONSTRAINT approval_basis_is_short CHECK
    (length(basis) <= 200), CONSTRAINT approval_print_is_sha256 CHECK (length(made_print) IN (0, 64)), CONSTRAINT
    approval_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE TABLE user (user_id INTEGER NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, event_id INTEGER NOT NULL,
    CONSTRAINT user_key PRIMARY KEY (user_id), CONSTRAINT user_role_is_known CHECK (role IN ('setup', 'cashier',
    'treasurer', 'chair', 'approver', 'auditor')), CONSTRAINT user_has_one_name UNIQUE (name), CONSTRAINT
    user_event_id_exists FOREIGN KEY(event_id) REFERENCES event (event_id) DEFERRABLE INITIALLY DEFERRED) STRICT""",
    """CREATE INDEX approval_by_subject ON approval (kind, subject)""",
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
