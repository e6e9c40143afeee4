"""The triggers: what the file itself refuses, whoever writes to it.

They stand behind the rules of `coop` and speak to nobody: a trigger that fires is our own bug or another tool's attempt.
Any SQL tool can drop a trigger, so `check` also compares the schema and walks the chain. Reinstalled after every
migration, because rebuilding a table drops its triggers silently.
"""

from collections.abc import Iterator

from coopbooks.books.rows import APPENDED, MASTER, OF_ENTRIES, AppropriationRow, DividendLineRow
from coopbooks.books.rows_ledger import LAST_LOCKED_MONTH


def _append_only() -> Iterator[tuple[str, str]]:
    for row in APPENDED:
        for deed in ("UPDATE", "DELETE"):
            name = f"{row.__tablename__}_refuses_{deed.lower()}"
            yield name, (f'CREATE TRIGGER {name} BEFORE {deed} ON "{row.__tablename__}" '
                         f"BEGIN SELECT RAISE(ABORT, '{name}'); END")


def _sealed_entries() -> Iterator[tuple[str, str]]:
    # Once its event stands, an entry takes no more rows of any kind.
    for row in OF_ENTRIES:
        name = f"{row.__tablename__}_refuses_sealed_entry"
        yield name, (f'CREATE TRIGGER {name} BEFORE INSERT ON "{row.__tablename__}" WHEN EXISTS (SELECT 1 FROM entry JOIN '
                     f"event USING (event_id) WHERE entry.entry_id = NEW.entry_id) BEGIN SELECT RAISE(ABORT, '{name}'); END")


def _master_data() -> Iterator[tuple[str, str]]:
    for row in MASTER:
        table = row.__tablename__
        yield f"{table}_refuses_delete", (f'CREATE TRIGGER {table}_refuses_delete BEFORE DELETE ON "{table}" '
                                          f"BEGIN SELECT RAISE(ABORT, '{table}_refuses_delete'); END")
        name = f"{table}_change_has_its_event"
        yield name, (f'CREATE TRIGGER {name} BEFORE UPDATE ON "{table}" WHEN NEW.event_id <= OLD.event_id '
                     f"OR NEW.{table}_id <> OLD.{table}_id BEGIN SELECT RAISE(ABORT, '{name}'); END")


def _chain() -> Iterator[tuple[str, str]]:
    yield "event_follows_the_last", (
        "CREATE TRIGGER event_follows_the_last BEFORE INSERT ON event WHEN NEW.event_id <> "
        "(SELECT coalesce(max(event_id), 0) + 1 FROM event) BEGIN SELECT RAISE(ABORT, 'event_follows_the_last'); END")
    yield "event_seals_balanced_entry", (
        "CREATE TRIGGER event_seals_balanced_entry BEFORE INSERT ON event WHEN NEW.kind = 'entry' AND "
        "(SELECT count(*) < 2 OR sum(amount_kip) <> 0 FROM posting WHERE entry_id = NEW.subject_id) "
        "BEGIN SELECT RAISE(ABORT, 'event_seals_balanced_entry'); END")
    yield "entry_event_is_its_own", (
        "CREATE TRIGGER entry_event_is_its_own BEFORE INSERT ON event WHEN NEW.kind = 'entry' AND NOT EXISTS "
        "(SELECT 1 FROM entry WHERE entry_id = NEW.subject_id AND event_id = NEW.event_id) "
        "BEGIN SELECT RAISE(ABORT, 'entry_event_is_its_own'); END")
    yield "entry_needs_entry_event", (
        "CREATE TRIGGER entry_needs_entry_event BEFORE INSERT ON entry WHEN NEW.event_id <= "
        "(SELECT coalesce(max(event_id), 0) FROM event) BEGIN SELECT RAISE(ABORT, 'entry_needs_entry_event'); END")
    yield "entry_follows_the_last", (
        "CREATE TRIGGER entry_follows_the_last BEFORE INSERT ON entry WHEN NEW.entry_id <> "
        "(SELECT coalesce(max(entry_id), 0) + 1 FROM entry) BEGIN SELECT RAISE(ABORT, 'entry_follows_the_last'); END")


def _years() -> Iterator[tuple[str, str]]:
    yield "entry_refuses_closed_year", (
        "CREATE TRIGGER entry_refuses_closed_year BEFORE INSERT ON entry WHEN NEW.entry_date <= "
        "(SELECT coalesce(max(last_day), '') FROM closing WHERE closing_id NOT IN "
        "(SELECT closing_id FROM reopening)) BEGIN SELECT RAISE(ABORT, 'entry_refuses_closed_year'); END")
    # The close of a year is dated on its last day and belongs to the year, not to the month.
    yield "entry_refuses_locked_month", (
        "CREATE TRIGGER entry_refuses_locked_month BEFORE INSERT ON entry WHEN substr(NEW.entry_date, 1, 7) <= "
        f"({LAST_LOCKED_MONTH}) AND NEW.action <> 'closing' "
        "AND NOT EXISTS (SELECT 1 FROM entry AS c WHERE c.entry_id = NEW.reverses AND c.action = 'closing') "
        "BEGIN SELECT RAISE(ABORT, 'entry_refuses_locked_month'); END")
    yield "reversal_is_not_reversed", (
        "CREATE TRIGGER reversal_is_not_reversed BEFORE INSERT ON entry WHEN NEW.reverses IS NOT NULL AND EXISTS "
        "(SELECT 1 FROM entry WHERE entry_id = NEW.reverses AND reverses IS NOT NULL) "
        "BEGIN SELECT RAISE(ABORT, 'reversal_is_not_reversed'); END")
    line, sharing = DividendLineRow.__tablename__, AppropriationRow.__tablename__
    yield "payout_stays_within_the_line", (
        "CREATE TRIGGER payout_stays_within_the_line BEFORE INSERT ON payout WHEN "
        "(SELECT coalesce(sum(amount_kip), 0) FROM payout WHERE dividend_line_id = NEW.dividend_line_id) + NEW.amount_kip "
        f"NOT BETWEEN 0 AND (SELECT net_kip FROM {line} WHERE dividend_line_id = NEW.dividend_line_id) "
        "BEGIN SELECT RAISE(ABORT, 'payout_stays_within_the_line'); END")
    yield "run_payment_stays_within_the_line", (
        "CREATE TRIGGER run_payment_stays_within_the_line BEFORE INSERT ON run_payment WHEN "
        "(SELECT coalesce(sum(amount_kip), 0) FROM run_payment WHERE payment_run_line_id = NEW.payment_run_line_id) + NEW.amount_kip "
        "NOT BETWEEN 0 AND (SELECT amount_kip FROM payment_run_line WHERE payment_run_line_id = NEW.payment_run_line_id) "
        "BEGIN SELECT RAISE(ABORT, 'run_payment_stays_within_the_line'); END")
    yield "appropriation_stands_alone", (
        f"CREATE TRIGGER appropriation_stands_alone BEFORE INSERT ON {sharing} WHEN EXISTS (SELECT 1 FROM {sharing} AS a "
        "WHERE a.year = NEW.year AND NOT EXISTS (SELECT 1 FROM entry WHERE reverses = a.entry_id)) "
        "BEGIN SELECT RAISE(ABORT, 'appropriation_stands_alone'); END")


def guards() -> dict[str, str]:
    """Every trigger of a book by name, as the statement that makes it."""
    return dict((*_append_only(), *_sealed_entries(), *_master_data(), *_chain(), *_years()))


FORMER = {
    # Until version 2 a year that was closed was never opened again.
    "entry_refuses_closed_year": (
        "CREATE TRIGGER entry_refuses_closed_year BEFORE INSERT ON entry WHEN NEW.entry_date <= "
        "(SELECT coalesce(max(last_day), '') FROM closing) BEGIN SELECT RAISE(ABORT, 'entry_refuses_closed_year'); END"),
}
"""Triggers of released versions that are worded otherwise today: an older book carries them until it is brought up to date."""
