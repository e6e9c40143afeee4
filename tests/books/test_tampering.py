"""Somebody changes the book with another tool: the file refuses it, or `check` names it. Nothing goes unseen."""

import sqlite3
from pathlib import Path

import pytest

from coopbooks.books.book import Book
from coopbooks.books.trouble import BookDamaged, BookTrouble
from coopbooks.services.checking import check_book, check_open_book
from tests.support import meddling

REFUSED = (
    "UPDATE posting SET amount_kip = amount_kip + 1 WHERE posting_id = 3",
    "UPDATE OR REPLACE posting SET posting_id = 4 WHERE posting_id = 3",
    "DELETE FROM posting WHERE posting_id = 3",
    "INSERT INTO posting SELECT 999999, entry_id, entry_date, account_id, 5, member_id, customer_id, note FROM posting LIMIT 1",
    "DELETE FROM entry WHERE entry_id = 2",
    "UPDATE document SET number = 'SH-0009' WHERE number = 'SH-0001'",
    "UPDATE event SET user_name = 'Somebody' WHERE event_id = 5",
    "DELETE FROM event WHERE event_id = (SELECT max(event_id) FROM event)",
    "DELETE FROM member WHERE member_id = 1",
    "UPDATE member SET phone = '020 9' WHERE member_id = 1",
    "UPDATE setting SET value = 'Other name' WHERE key = 'cooperative.name_en'",
    "UPDATE closing SET last_day = '2024-06-30'",
    "UPDATE month_state SET state = 'open'",
    "DELETE FROM budget_line",
    "INSERT INTO entry VALUES ((SELECT max(entry_id) + 1 FROM entry), 999999, '2025-01-31', 'journal', '', NULL)",
    "INSERT INTO entry VALUES ((SELECT max(entry_id) + 1 FROM entry), 999999, '2024-05-05', 'journal', '', NULL)",
    "INSERT INTO payout SELECT payout_id + 10, (SELECT max(entry_id) FROM entry), document_id, dividend_line_id, amount_kip FROM payout",
    "INSERT INTO posting VALUES (NULL, 1, '2024-01-01', 1, 1.5, NULL, NULL, '')",
    "DELETE FROM request",
)


@pytest.mark.parametrize("statement", REFUSED)
def test_the_file_refuses(whole: Path, statement: str) -> None:
    before = meddling.content(whole)
    with pytest.raises(sqlite3.IntegrityError):
        meddling.run(whole, statement)
    assert meddling.content(whole) == before


def test_replace_is_refused_where_recursive_triggers_are_on_and_found_where_they_are_off(whole: Path) -> None:
    statement = "REPLACE INTO document SELECT document_id, entry_id, kind, series_year, number, serial, doc_date, member_id, customer_id, " \
                "payee, box, total_kip + 1, due_on, detail, note, refers, likeness FROM document WHERE document_id = 5"
    with pytest.raises(sqlite3.IntegrityError):
        meddling.run(whole, "PRAGMA recursive_triggers = ON", statement)


FOUND = {
    "an amount": (("chain", "balanced", "totals"), "UPDATE posting SET amount_kip = amount_kip + 1 WHERE posting_id = 3"),
    "an amount on both sides": (("chain", "totals"), "UPDATE posting SET amount_kip = 2 * amount_kip WHERE entry_id = 5"),
    "a whole entry": (("sealed", "chain", "file"), "DELETE FROM posting WHERE entry_id = 4", "DELETE FROM document WHERE entry_id = 4",
                      "DELETE FROM entry WHERE entry_id = 4"),
    "whose share money it is": (("chain", "register", "totals"),
                                ("UPDATE posting SET member_id = 3 WHERE member_id = 1 AND account_id = (SELECT account_id FROM account "
                                "WHERE role = 'share-capital')")),
    "a share count": (("chain", "register"), "UPDATE share_line SET share_count = share_count + 5 WHERE share_line_id = 2"),
    "a member's name": (("master",), "UPDATE member SET given_name = 'ດາວ' WHERE member_id = 2"),
    "a member's name and its event": (("chain", "master"), "UPDATE member SET phone = '1' WHERE member_id = 2",
                                      "UPDATE event SET body = replace(body, '020 1', '1') WHERE kind = 'member' AND subject_id = 2"),
    "a member invented": (("master",), ("INSERT INTO member SELECT 99, '99', number_key, title, given_name, family_name, latin_name, sex, "
                          "birth_date, id_kind, id_number, village, district, province, phone, group_name, joined_on, left_on, left_reason, "
                          "payment_mode, note, nickname, applied_on, joined_meeting, leaving_on, left_meeting, id_issued_on, id_issued_by, "
                          "household, bank_account, language, consents, plot, heirs, name_key, search_key, event_id FROM member WHERE member_id = 1")),
    "a member taken out": (("master",), "DELETE FROM member WHERE member_id = 4"),
    "a setting": (("master",), "UPDATE setting SET value = 'Other' WHERE key = 'cooperative.name_en'"),
    "a price": (("master",), "UPDATE price SET price_kip = price_kip - 1"),
    "the role of an account": (("master",), "UPDATE account SET role = NULL WHERE role = 'wages'"),
    "a closed year": (("master",), "UPDATE closing SET last_day = '2024-11-30'"),
    "a close taken back": (("master",), "DELETE FROM closing"),
    "the surplus of a close": (("master", "periods"), "UPDATE closing SET surplus_kip = surplus_kip + 1"),
    "a monthly total": (("totals",), "UPDATE balance_month SET debit_kip = debit_kip + 1 WHERE member_id = 0"),
    "an opening balance": (("totals",), "UPDATE balance_opening SET opening_kip = opening_kip + 1 WHERE member_id = 1"),
    "a paper's number": (("chain", "numbers"), "UPDATE document SET number = 'SH-0099' WHERE number = 'SH-0002'"),
    "a paper taken out": (("chain", "numbers"), "DELETE FROM document WHERE number = 'SH-0002'"),
    "a delivery's weight": (("chain", "intake"), ("UPDATE delivery_line SET net_g = net_g + 1000, gross_g = gross_g + 1000 "
                            "WHERE delivery_line_id = 1")),
    "a delivery's value": (("chain", "intake"), "UPDATE delivery_line SET amount_kip = amount_kip + 1 WHERE delivery_line_id = 1"),
    "what a receipt pays": (("chain", "receivables"), "UPDATE allocation SET amount_kip = 90000000 WHERE allocation_id = 1"),
    "an invoice's line": (("chain", "receivables"), "UPDATE invoice_line SET net_kip = net_kip - 7 WHERE invoice_line_id = 1"),
    "what was taken back": (("chain", "trade"), "UPDATE credit_line SET net_kip = net_kip + 1000000000 WHERE credit_line_id = 1"),
    "a debt given up": (("chain", "trade"), "UPDATE write_off SET amount_kip = amount_kip + 1"),
    "a receipt's gain": (("chain", "trade"), "UPDATE receipt_extra SET gain_kip = gain_kip + 1"),
    "what left the store": (("master", "trade"), "UPDATE trade_paper SET lines = '[[0,999999999]]' WHERE document_id IS NOT NULL"),
    "a quotation taken out": (("master", "trade"), "DELETE FROM trade_paper_end", "DELETE FROM trade_paper WHERE number = 'QT-0001'"),
    "a word on a missing number": (("master",), "UPDATE number_note SET signed_by = 'Somebody'"),
    "a dividend": (("chain", "dividends"), "UPDATE dividend_line SET net_kip = net_kip + 1 WHERE dividend_line_id = 3"),
    "a dividend paid twice": (("chain", "dividends"), ("INSERT INTO payout SELECT 99, entry_id, document_id, dividend_line_id, amount_kip "
                              "FROM payout LIMIT 1")),
    "a line without its member": (("chain", "subledgers", "totals"), ("UPDATE posting SET member_id = NULL WHERE account_id = "
                                  "(SELECT account_id FROM account WHERE role = 'producers-payable') AND amount_kip < 0")),
    "a line without its customer": (("chain", "subledgers", "receivables"),
                                    "UPDATE posting SET customer_id = NULL WHERE customer_id = 2 AND amount_kip > 0"),
    "an unbalanced entry put on": (("balanced", "sealed", "file"), ("INSERT INTO entry VALUES ((SELECT max(entry_id) + 1 FROM entry), 999999, "
                                   "'2025-03-02', 'journal', '', NULL)"),
                                   "INSERT INTO posting VALUES (NULL, (SELECT max(entry_id) FROM entry), '2025-03-02', 1, 5, NULL, NULL, '')"),
    "an entry dated back into the closed year": (("chain", "periods"), ("UPDATE entry SET entry_date = '2024-05-05' WHERE entry_id = "
                                                 "(SELECT max(entry_id) FROM entry)")),
    "an entry dated back into a locked month": (("chain", "months"), ("UPDATE entry SET entry_date = '2025-01-15' WHERE entry_id = "
                                                "(SELECT max(entry_id) FROM entry)")),
    "a lock taken back": (("master",), "DELETE FROM month_state WHERE state = 'locked'"),
    "a planned amount": (("master",), "UPDATE budget_line SET amount_kip = amount_kip + 1"),
    "a line put into an old entry": (("chain", "balanced"), ("INSERT INTO posting SELECT 999999, 2, entry_date, account_id, 5, NULL, NULL, '' "
                                     "FROM posting WHERE entry_id = 2 LIMIT 1")),
    "a stray first line": (("chain",), ("INSERT INTO document SELECT -1, 2, kind, series_year, 'X-1', NULL, doc_date, member_id, customer_id, "
                           "payee, box, 0, due_on, detail, note, refers, likeness FROM document LIMIT 1")),
    "who did it": (("chain",), "UPDATE event SET user_name = 'Somebody' WHERE event_id = 30"),
    "when it was done": (("chain", "order"), "UPDATE event SET recorded_at = '2031-01-01T00:00:00Z' WHERE event_id = 30"),
    "an event out of the middle": (("chain", "master"), "DELETE FROM event WHERE event_id = 30"),
    "the seal of an entry": (("chain", "sealed"), "DELETE FROM event WHERE kind = 'entry' AND subject_id = 6"),
    "the answer to a save": (("master",), "UPDATE request SET answer = '{}'"),
    "a save forgotten": (("master",), "DELETE FROM request"),
    "text nobody can read": (("types", "master"), "UPDATE member SET note = CAST(x'e0ba' AS TEXT) WHERE member_id = 3"),
    "a note nobody can read": (("types", "chain"), "UPDATE posting SET note = CAST(x'e0ba' AS TEXT) WHERE posting_id = 3"),
    "a month left out": (("totals",), "DELETE FROM balance_month WHERE member_id = 1"),
    "a month of a member": (("totals",), "UPDATE balance_month SET credit_kip = credit_kip + 1 WHERE member_id = 2"),
    "a month out of nothing": (("totals",), "INSERT INTO balance_month VALUES (3, '2024-07', 1, 5, 5)"),
    "an opening balance left out": (("totals",), "DELETE FROM balance_opening WHERE member_id = 1"),
    "an advance taken back": (("chain", "intake"), "UPDATE delivery_line SET advance_kip = 0 WHERE advance_kip > 0"),
}


@pytest.mark.parametrize("what", FOUND)
def test_check_names_what_was_changed(whole: Path, what: str) -> None:
    expected, *statements = FOUND[what]
    meddling.run_unguarded(whole, *statements)
    with Book.examine(whole) as book:
        found = {finding.check for finding in check_open_book(book)}
        assert set(expected) <= found
        for name in expected:
            assert {finding.check for finding in check_open_book(book, only=(name,))} == {name}


def test_a_good_book_is_silent(whole: Path) -> None:
    before = whole.read_bytes()
    assert check_book(whole) == []
    assert whole.read_bytes() == before


@pytest.mark.parametrize("statement", [
    "DROP TRIGGER posting_refuses_update", "CREATE TRIGGER extra AFTER INSERT ON event BEGIN SELECT 1; END",
    "CREATE VIEW looks_like AS SELECT 1", "CREATE TABLE more (a)", "DROP INDEX posting_by_member", "ALTER TABLE member ADD COLUMN extra TEXT",
    "CREATE INDEX more ON posting (note)", "CREATE VIRTUAL TABLE more USING fts5(a)"])
def test_a_changed_schema_is_not_opened_and_check_names_it(whole: Path, statement: str) -> None:
    meddling.run(whole, statement)
    with pytest.raises(BookDamaged):
        Book.open(whole)
    assert "schema" in {finding.check for finding in check_book(whole)}


def test_weakened_constraints_are_a_changed_schema(whole: Path) -> None:
    meddling.run(whole, "PRAGMA writable_schema = ON",
                 "UPDATE sqlite_master SET sql = replace(sql, 'CHECK (amount_kip <> 0)', 'CHECK (1)') WHERE name = 'posting'")
    with pytest.raises(BookDamaged):
        Book.open(whole)


def test_a_forged_chain_is_found_by_a_printed_code_only(whole: Path) -> None:
    with Book.open(whole, read_only=True) as book:
        printed = book.head_code()
    meddling.run_unguarded(whole, "UPDATE event SET user_name = 'Somebody' WHERE event_id = 30")
    meddling.forge_chain(whole)
    assert check_book(whole) == []
    assert [finding.check for finding in check_book(whole, (printed,))] == ["code"]


def test_a_cut_tail_is_found_by_a_printed_code_only(whole: Path) -> None:
    with Book.open(whole) as book:
        older = book.head_code()
        with book.writing() as tx:
            tx.record("request", 0, {"request_key": "k", "answer": "a"})
        meddling_code = book.head_code()
    assert {one.check for one in check_book(whole, (older, meddling_code))} == {"master"}
    meddling.run_unguarded(whole, "DELETE FROM event WHERE event_id = (SELECT max(event_id) FROM event)")
    assert check_book(whole, (older,)) == []
    assert [finding.check for finding in check_book(whole, (meddling_code,))] == ["code"]


def test_codes_are_read_as_people_write_them(whole: Path) -> None:
    with Book.open(whole, read_only=True) as book:
        printed = book.head_code()
    as_written = f"  {printed.lower().replace('-', ' ').replace('o', '0').replace('i', '1').replace('b', '8')} "
    assert check_book(whole, (as_written,)) == []
    assert [one.facts["code"] for one in check_book(whole, ("ABCD", "AAAA-BBBB-CCCC-DDDD", printed))] == ["ABCD", "AAAA-BBBB-CCCC-DDDD"]


def test_a_lost_end_of_the_chain_shows_at_opening(whole: Path) -> None:
    meddling.run_unguarded(whole, "UPDATE posting SET note = 'x' WHERE posting_id = (SELECT max(posting_id) FROM posting)")
    with pytest.raises(BookDamaged):
        Book.open(whole)


def _changes_meaning(path: Path, good: dict[str, list[tuple[object, ...]]]) -> bool:
    """Whether a damaged book passes everything and yet says something else."""
    try:
        with Book.open(path, read_only=True):
            pass
        return check_book(path) == [] and meddling.content(path) != good
    except BookTrouble:
        return False


@pytest.mark.parametrize("step", [24_001, pytest.param(211, marks=pytest.mark.heavy)])
def test_no_byte_can_be_changed_unseen(whole_once: Path, tmp_path: Path, step: int) -> None:
    """Every 12,007th byte here; the heavy run takes every 211th."""
    good, bytes_of_it = meddling.content(whole_once), whole_once.read_bytes()
    damaged = tmp_path / "damaged.coop"
    for place in range(0, len(bytes_of_it), step):
        other = bytearray(bytes_of_it)
        other[place] ^= 0x15
        damaged.write_bytes(other)
        assert not _changes_meaning(damaged, good), place
