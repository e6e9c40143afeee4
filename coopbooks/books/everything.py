"""Everything in the book as plain tables, for exports and for people who leave: nothing is locked in.

The tables named like a kind of import have its columns and come back through it; papers that were reversed are left out
there, because they cancel out. `accounts` and `entries` hold the whole chart and every posting, reversals included.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopbooks.books import imported, share_register
from coopbooks.books.everything_sold import trade_tables
from coopbooks.books.explaining import CLOSES
from coopbooks.books.transaction import Reading
from coopbooks.coop.share_numbers import as_text
from coopbooks.i18n import formats
from coopbooks.ledger.accounts import AccountKind
from coopbooks.ledger.money import Kip


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table by name: column names, and rows of texts and whole numbers."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


_STANDS = "NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = d.entry_id)"

_QUERIES: tuple[tuple[str, str, str], ...] = (
    ("accounts", "code role kind name_en name_lo", "SELECT code, role, kind, name_en, name_lo FROM account ORDER BY code"),
    ("members", "number title given_name family_name latin_name sex birth_date id_kind id_number village district province "
     "phone group joined left left_reason payment_mode entry_fee_kip entry_fee_into",
     "SELECT m.number, title, given_name, family_name, latin_name, sex, birth_date, id_kind, id_number, village, district, "
     "province, phone, group_name, joined_on, left_on, left_reason, payment_mode, d.total_kip, d.box FROM member AS m "
     f"LEFT JOIN document AS d ON d.member_id = m.member_id AND d.kind = 'entry-fee' AND {_STANDS} "
     f"WHERE {imported.STANDS.format(kind='members', key='m.member_id')} ORDER BY number_key"),
    ("products", "code name_lo name_en unit grades", "SELECT code, name_lo, name_en, unit, grades FROM product "
     f"WHERE {imported.STANDS.format(kind='products', key='product_id')} ORDER BY product_id"),
    ("customers", "number name phone terms_days limit_kip member contact address tax_no language",
     "SELECT c.number, name, c.phone, terms_days, limit_kip, m.number, contact, address, tax_no, c.language "
     "FROM customer AS c LEFT JOIN member AS m USING (member_id) "
     f"WHERE {imported.STANDS.format(kind='customers', key='customer_id')} ORDER BY customer_id"),
    ("opening", "account debit_kip credit_kip member customer note",
     "SELECT code, max(amount_kip, 0), max(-amount_kip, 0), m.number, c.number, p.note FROM posting AS p "
     "JOIN account USING (account_id) LEFT JOIN member AS m ON m.member_id = p.member_id "
     "LEFT JOIN customer AS c ON c.customer_id = p.customer_id JOIN document AS d ON d.entry_id = p.entry_id "
     f"WHERE d.kind = 'opening' AND {_STANDS} ORDER BY posting_id"),
    # A conversion stands in two lines of one member: the first is what is given.
    ("shares", "reference member on kind shares amount_kip to_member paid_from note class to_class numbers meeting reason notice advance_kip",
     "SELECT d.number, m.number, doc_date, detail, abs(s.share_count), CASE WHEN detail IN ('subscribe', 'pay') THEN s.paid_kip "
     "WHEN detail = 'pay-out' THEN d.total_kip END, o.number, CASE box WHEN 'producers-payable' THEN 'produce' "
     "WHEN 'redemption-payable' THEN 'owed' ELSE box END, d.note, x.class_code, CASE detail WHEN 'convert' THEN coalesce((SELECT class_code "
     "FROM share_extra AS y WHERE y.share_line_id = (SELECT max(share_line_id) FROM share_line AS l WHERE l.document_id = d.document_id)), "
     "'A') END, x.numbers, n.meeting, n.reason, n.notice_on, CASE detail WHEN 'redeem' THEN -(SELECT sum(amount_kip) FROM posting AS p "
     "JOIN account AS a USING (account_id) WHERE p.entry_id = d.entry_id AND a.role = 'advances') END "
     "FROM document AS d LEFT JOIN share_line AS s ON s.share_line_id = (SELECT min(share_line_id) FROM share_line AS l "
     "WHERE l.document_id = d.document_id AND l.member_id = d.member_id) LEFT JOIN share_extra AS x ON x.share_line_id = s.share_line_id "
     "LEFT JOIN decision AS n ON n.document_id = d.document_id JOIN member AS m ON m.member_id = d.member_id "
     f"LEFT JOIN member AS o ON o.member_id = s.other_member_id WHERE d.kind = 'share' AND {_STANDS} ORDER BY d.document_id"),
    ("share_terms", "class name_lo name_en since par_value_kip least_count most_percent instalment_months first_part_percent notice_days "
     "redeem_percent basis", "SELECT class_code, name_lo, name_en, since, par_value_kip, least_count, most_percent, instalment_months, "
     "first_part_percent, notice_days, redeem_percent, basis FROM share_terms LEFT JOIN share_class ON code = class_code ORDER BY terms_id"),
    ("deliveries", "slip on member product grade gross_kg tare_kg net_kg price_kip deduction_kip advance_kip paid",
     "SELECT d.number, d.doc_date, m.number, code, grade, gross_g, tare_g, net_g, price_kip, deduction_kip, l.advance_kip, box "
     "FROM delivery_line AS l JOIN document AS d USING (document_id) JOIN member AS m ON m.member_id = l.member_id "
     f"JOIN product USING (product_id) WHERE d.kind = 'delivery' AND {_STANDS} ORDER BY delivery_line_id"),
    ("payments", "voucher on member amount_kip from",
     "SELECT d.number, doc_date, m.number, total_kip, box FROM document AS d JOIN member AS m USING (member_id) "
     f"WHERE d.kind = 'payment' AND {_STANDS} ORDER BY document_id"),
    *trade_tables(_STANDS),
    ("expenses", "voucher on account payee amount_kip from note",
     "SELECT d.number, doc_date, code, payee, amount_kip, box, p.note FROM document AS d JOIN posting AS p USING (entry_id) "
     f"JOIN account USING (account_id) WHERE d.kind = 'expense' AND amount_kip > 0 AND {_STANDS} ORDER BY posting_id"),
    ("advances", "voucher on member kind amount_kip from",
     "SELECT d.number, doc_date, m.number, detail, total_kip, box FROM document AS d JOIN member AS m USING (member_id) "
     f"WHERE d.kind = 'advance' AND {_STANDS} ORDER BY document_id"),
    ("transfers", "voucher on from into amount_kip",
     f"SELECT d.number, doc_date, box, detail, total_kip FROM document AS d WHERE d.kind = 'transfer' AND {_STANDS} "
     "ORDER BY document_id"),
    ("journal", "entry on account debit_kip credit_kip member note",
     "SELECT d.number, doc_date, code, max(amount_kip, 0), max(-amount_kip, 0), m.number, p.note FROM document AS d "
     "JOIN posting AS p USING (entry_id) JOIN account USING (account_id) LEFT JOIN member AS m ON m.member_id = p.member_id "
     f"WHERE d.kind = 'journal' AND d.detail <> 'allocation' AND {_STANDS} ORDER BY posting_id"),
    ("money_boxes", "code kind name_lo name_en bank bank_account",
     "SELECT code, m.kind, m.name_lo, m.name_en, bank, bank_account FROM money_box AS m JOIN account USING (account_id) ORDER BY code"),
    ("suppliers", "number name phone bank_account terms_days note",
     "SELECT number, name, phone, bank_account, terms_days, note FROM supplier ORDER BY supplier_id"),
    ("bills", "bill on supplier their_number due amount_kip open_kip",
     "SELECT d.number, d.doc_date, s.number, (SELECT max(their_number) FROM money_line AS m WHERE m.document_id = d.document_id), due_on, "
     "total_kip, (SELECT sum(amount_kip) FROM bill_line AS l WHERE l.item_id = d.document_id) FROM document AS d JOIN supplier AS s ON "
     "s.supplier_id = (SELECT max(supplier_id) FROM bill_line AS l WHERE l.item_id = d.document_id) "
     f"WHERE d.kind = 'bill' AND {_STANDS} ORDER BY d.document_id"),
    ("cash_counts", "number box on counted_kip book_kip reason notes",
     "SELECT number, code, counted_on, counted_kip, book_kip, reason, notes FROM cash_count AS c JOIN account USING (account_id) "
     "WHERE takes_back IS NULL AND NOT EXISTS (SELECT 1 FROM cash_count AS t WHERE t.takes_back = c.cash_count_id) ORDER BY cash_count_id"),
    ("loans", "number lender received principal_kip rate_percent instalments every_months first_due",
     "SELECT number, lender, received_on, principal_kip, rate_percent, instalments, every_months, first_due_on FROM loan AS l "
     "WHERE withdraws IS NULL AND NOT EXISTS (SELECT 1 FROM loan AS w WHERE w.withdraws = l.loan_id) AND NOT EXISTS "
     "(SELECT 1 FROM entry AS r WHERE r.reverses = l.entry_id) ORDER BY loan_id"),
    ("assets", "number name account bought cost_kip residual_kip life_months grant_kip",
     "SELECT number, name, code, bought_on, cost_kip, residual_kip, life_months, grant_kip FROM asset AS s JOIN account USING (account_id) "
     "WHERE withdraws IS NULL AND NOT EXISTS (SELECT 1 FROM asset AS w WHERE w.withdraws = s.asset_id) AND NOT EXISTS "
     "(SELECT 1 FROM entry AS r WHERE r.reverses = s.entry_id) ORDER BY asset_id"),
    ("entries", "entry on action paper account role debit_kip credit_kip member customer note reverses",
     "SELECT e.entry_id, e.entry_date, action, (SELECT kind || ' ' || number FROM document AS d WHERE d.entry_id = e.entry_id "
     "ORDER BY document_id LIMIT 1), code, role, max(amount_kip, 0), max(-amount_kip, 0), m.number, c.number, "
     "CASE p.note WHEN '' THEN e.note ELSE p.note END, reverses FROM posting AS p JOIN entry AS e USING (entry_id) "
     "JOIN account USING (account_id) LEFT JOIN member AS m ON m.member_id = p.member_id "
     "LEFT JOIN customer AS c ON c.customer_id = p.customer_id ORDER BY posting_id"),
)

_MAY_BE_NOTHING = {"debit_kip", "credit_kip", "deduction_kip", "advance_kip", "foreign_amount"}
_HUNDREDTHS = {"foreign_amount"}
_THOUSANDTHS = {"gross_kg", "tare_kg", "net_kg", "quantity"}


def plain_tables(tx: Reading) -> Iterator[PlainTable]:
    """Every table of the book in the order of an import."""
    for name, columns, query in _QUERIES:
        names = tuple(columns.split())
        rows = _with_numbers(tx, names, tx.all(query)) if name == "shares" else tx.all(query)
        yield PlainTable(name, names, tuple(tuple(_plain(column, value) for column, value in zip(names, row, strict=True)) for row in rows))


def _with_numbers(tx: Reading, names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The numbers of new shares, where reversed papers took some that nobody will find in this table."""
    if tx.maybe("SELECT 1 FROM share_line WHERE kind = 'reversal'") is None:
        return rows
    given = {(move.number, move.effective_on.isoformat()): as_text(move.ranges).replace("–", "-") for move in share_register.moves(tx)
             if move.kind in ("subscribe", "bonus")}
    number, on, place = names.index("reference"), names.index("on"), names.index("numbers")
    return [(*row[:place], given.get((row[number], row[on]), row[place]), *row[place + 1:]) for row in rows]


def _plain(column: str, value: object) -> str | int:
    if value is None or (value == 0 and column in _MAY_BE_NOTHING):
        return ""
    if column in _HUNDREDTHS:
        return f"{int(str(value)) // 100}.{int(str(value)) % 100:02}"
    if column in _THOUSANDTHS:
        return formats.kg(int(str(value))).replace(",", "")
    return value if isinstance(value, int) else str(value)


@dataclass(frozen=True, slots=True)
class PlainEntry:
    """An entry for other accounting programs: legs as (code, kip, member's or customer's number, note).

    `closes` where it brings a year's income and expense to zero, or undoes that: an income statement leaves it out.
    """

    entry_id: int
    on: date
    action: str
    paper: str
    note: str
    legs: tuple[tuple[str, Kip, str, str], ...]
    closes: bool = False


def plain_entries(tx: Reading) -> Iterator[PlainEntry]:
    """Every entry in the order of its day, then of its posting."""
    rows = tx.all("SELECT e.entry_id, e.entry_date, action, (SELECT number FROM document AS d WHERE d.entry_id = e.entry_id "
                  f"ORDER BY document_id LIMIT 1), e.note, {CLOSES}, code, amount_kip, coalesce(m.number, c.number, ''), p.note "
                  "FROM posting AS p JOIN entry AS e USING (entry_id) JOIN account USING (account_id) "
                  "LEFT JOIN member AS m ON m.member_id = p.member_id LEFT JOIN customer AS c ON c.customer_id = p.customer_id "
                  "ORDER BY e.entry_date, e.entry_id, posting_id")
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or rows[end][0] != rows[start][0]:
            key, day, action, paper, note, closes = rows[start][:6]
            legs = tuple((str(code), Kip(kip), str(who), str(why)) for *_, code, kip, who, why in rows[start:end])
            yield PlainEntry(int(key), date.fromisoformat(day), str(action), str(paper or ""), str(note), legs, bool(closes))
            start = end


def kinds_by_code(tx: Reading) -> dict[str, tuple[AccountKind, str]]:
    """Kind and English name of every account by code."""
    return {str(code): (AccountKind(kind), str(name)) for code, kind, name in
            tx.all("SELECT code, kind, name_en FROM account ORDER BY code")}
