"""The tables of money: boxes, categories, suppliers and their bills, counts, bank statements, loans, grants, assets, what repeats.

Part of `books.rows`, which lists every table.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from coopbooks.books.base import STRICT, Row, day_check, entry_key, event_key, kip_check, length_check, one_of


class MoneyBoxRow(Row):
    """A cash box or bank account: what is told of an account of the chart in which money lies."""

    __tablename__ = "money_box"
    __table_args__ = (one_of("money_box", "kind", ("cash", "bank")), CheckConstraint("is_used IN (0, 1)", name="money_box_is_used_or_not"),
                      *(length_check("money_box", name) for name in ("name_lo", "name_en", "bank", "bank_account")), STRICT)
    money_box_id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.account_id"), unique=True)
    kind: Mapped[str]
    name_lo: Mapped[str]
    name_en: Mapped[str]
    bank: Mapped[str]
    bank_account: Mapped[str]
    is_used: Mapped[int]
    event_id: Mapped[int] = event_key()


class CategoryRow(Row):
    """What money is for, in plain words, and the account behind it. Shipped ones need no row until they are changed."""

    __tablename__ = "category"
    __table_args__ = (one_of("category", "way", ("in", "out")), CheckConstraint("is_used IN (0, 1)", name="category_is_used_or_not"),
                      *(length_check("category", name) for name in ("code", "name_lo", "name_en", "icon")), STRICT)
    category_id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    way: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.account_id"))
    name_lo: Mapped[str]
    name_en: Mapped[str]
    icon: Mapped[str]
    is_used: Mapped[int]
    event_id: Mapped[int] = event_key()


class SupplierRow(Row):
    """Somebody the co-op buys from."""

    __tablename__ = "supplier"
    __table_args__ = (*(length_check("supplier", name) for name in ("number", "name", "phone", "bank_account", "note")),
                      CheckConstraint("is_used IN (0, 1)", name="supplier_is_used_or_not"), STRICT)
    supplier_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    phone: Mapped[str]
    bank_account: Mapped[str]
    terms_days: Mapped[int | None]
    note: Mapped[str]
    is_used: Mapped[int]
    name_key: Mapped[bytes]
    search_key: Mapped[str]
    event_id: Mapped[int] = event_key()


class MoneyLineRow(Row):
    """What a paper of money says beside its entry: the category of a line, the supplier, the number on their own paper."""

    __tablename__ = "money_line"
    __table_args__ = (kip_check("money_line", "amount_kip"), length_check("money_line", "category"), length_check("money_line", "their_number"),
                      Index("money_line_by_entry", "entry_id"), Index("money_line_by_document", "document_id"), STRICT)
    money_line_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.supplier_id"))
    category: Mapped[str]
    their_number: Mapped[str]
    amount_kip: Mapped[int]


class BillLineRow(Row):
    """What a supplier is owed by a bill (positive), or was paid on it (negative). `item_id` is the bill's document."""

    __tablename__ = "bill_line"
    __table_args__ = (kip_check("bill_line", "amount_kip"), day_check("bill_line", "doc_date"),
                      Index("bill_line_by_entry", "entry_id"), Index("bill_line_by_item", "item_id"),
                      Index("bill_line_by_supplier", "supplier_id", "doc_date"), STRICT)
    bill_line_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.supplier_id"))
    doc_date: Mapped[str]
    amount_kip: Mapped[int]


class CashCountRow(Row):
    """Money counted in a box at the close of a day: what the book says of that day must stay so. `takes_back` undoes an agreed count."""

    __tablename__ = "cash_count"
    __table_args__ = (day_check("cash_count", "counted_on"), kip_check("cash_count", "counted_kip"), kip_check("cash_count", "book_kip"),
                      length_check("cash_count", "number"), length_check("cash_count", "notes", 2_000), length_check("cash_count", "reason"),
                      Index("cash_count_by_account", "account_id", "counted_on"), STRICT)
    cash_count_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.account_id"))
    counted_on: Mapped[str]
    notes: Mapped[str] = mapped_column(comment="JSON list of [value of the note, how many]")
    counted_kip: Mapped[int]
    book_kip: Mapped[int] = mapped_column(comment="what the book said before the difference was posted")
    reason: Mapped[str]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.entry_id"))
    takes_back: Mapped[int | None] = mapped_column(ForeignKey("cash_count.cash_count_id"))
    event_id: Mapped[int] = event_key()


class BankMatchRow(Row):
    """A bank statement as far as its lines are ticked. Each save is a row of its own; the last one of a statement is how it stands."""

    __tablename__ = "bank_match"
    __table_args__ = (day_check("bank_match", "statement_on"), kip_check("bank_match", "statement_kip"),
                      one_of("bank_match", "state", ("open", "done", "withdrawn")), length_check("bank_match", "lines", 90_000),
                      Index("bank_match_by_account", "account_id", "statement"), STRICT)
    bank_match_id: Mapped[int] = mapped_column(primary_key=True)
    statement: Mapped[int] = mapped_column(comment="number of the statement within the book")
    account_id: Mapped[int] = mapped_column(ForeignKey("account.account_id"))
    statement_on: Mapped[str]
    statement_kip: Mapped[int]
    state: Mapped[str]
    lines: Mapped[str] = mapped_column(comment="JSON list of the postings ticked")
    event_id: Mapped[int] = event_key()


class LoanRow(Row):
    """A loan that the co-op received: with the entry that brought the money, or taken over from the opening balances without one."""

    __tablename__ = "loan"
    __table_args__ = (day_check("loan", "received_on"), day_check("loan", "first_due_on"), kip_check("loan", "principal_kip"),
                      *(length_check("loan", name) for name in ("number", "lender", "rate_percent", "note")),
                      one_of("loan", "plan", ("parts", "end")), STRICT)
    loan_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    lender: Mapped[str]
    received_on: Mapped[str]
    principal_kip: Mapped[int]
    rate_percent: Mapped[str] = mapped_column(comment="a year, decimal text as given")
    plan: Mapped[str] = mapped_column(comment="parts: equal parts of the principal; end: all of it with the last instalment")
    instalments: Mapped[int]
    every_months: Mapped[int]
    first_due_on: Mapped[str]
    note: Mapped[str]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.entry_id"))
    withdraws: Mapped[int | None] = mapped_column(ForeignKey("loan.loan_id"))
    event_id: Mapped[int] = event_key()


class LoanLineRow(Row):
    """What was paid back on a loan, and the interest with it."""

    __tablename__ = "loan_line"
    __table_args__ = (kip_check("loan_line", "principal_kip"), kip_check("loan_line", "interest_kip"), day_check("loan_line", "doc_date"),
                      Index("loan_line_by_entry", "entry_id"), Index("loan_line_by_loan", "loan_id"), STRICT)
    loan_line_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    loan_id: Mapped[int] = mapped_column(ForeignKey("loan.loan_id"))
    doc_date: Mapped[str]
    principal_kip: Mapped[int]
    interest_kip: Mapped[int]


class GrantLineRow(Row):
    """Money given for good, for equipment or for running cost."""

    __tablename__ = "grant_line"
    __table_args__ = (kip_check("grant_line", "amount_kip"), one_of("grant_line", "purpose", ("equipment", "running")),
                      length_check("grant_line", "giver"), Index("grant_line_by_entry", "entry_id"), STRICT)
    grant_line_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    giver: Mapped[str]
    purpose: Mapped[str]
    amount_kip: Mapped[int]


class AssetRow(Row):
    """A fixed asset: bought with an entry, or taken over from the opening balances without one."""

    __tablename__ = "asset"
    __table_args__ = (day_check("asset", "starts_on"), kip_check("asset", "cost_kip"), kip_check("asset", "residual_kip"),
                      kip_check("asset", "worn_kip"), kip_check("asset", "grant_kip"),
                      *(length_check("asset", name) for name in ("number", "name", "place", "note")), STRICT)
    asset_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    name: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.account_id"))
    bought_on: Mapped[str]
    cost_kip: Mapped[int]
    residual_kip: Mapped[int]
    life_months: Mapped[int]
    starts_on: Mapped[str] = mapped_column(comment="first day of the first month that counts")
    worn_kip: Mapped[int] = mapped_column(comment="depreciation already in the book when the asset was taken over")
    grant_kip: Mapped[int] = mapped_column(comment="part of the cost that grants paid")
    place: Mapped[str]
    note: Mapped[str]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.entry_id"))
    withdraws: Mapped[int | None] = mapped_column(ForeignKey("asset.asset_id"))
    event_id: Mapped[int] = event_key()


class AssetLineRow(Row):
    """What happened to an asset: depreciation of a run (with the grant released), or its end."""

    __tablename__ = "asset_line"
    __table_args__ = (kip_check("asset_line", "worn_kip"), kip_check("asset_line", "released_kip"), kip_check("asset_line", "cost_kip"),
                      day_check("asset_line", "until"), one_of("asset_line", "kind", ("run", "end")),
                      Index("asset_line_by_entry", "entry_id"), Index("asset_line_by_asset", "asset_id"), STRICT)
    asset_line_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.asset_id"))
    kind: Mapped[str]
    until: Mapped[str]
    worn_kip: Mapped[int] = mapped_column(comment="added to the accumulated depreciation; negative where the asset ends")
    released_kip: Mapped[int] = mapped_column(comment="of the grant, into income")
    cost_kip: Mapped[int] = mapped_column(comment="negative where the asset ends")


class RepeatingRow(Row):
    """A payment that comes again every few months. It proposes itself when it is due and never posts by itself."""

    __tablename__ = "repeating"
    __table_args__ = (day_check("repeating", "next_on"), kip_check("repeating", "amount_kip"), one_of("repeating", "way", ("in", "out")),
                      CheckConstraint("is_used IN (0, 1)", name="repeating_is_used_or_not"),
                      *(length_check("repeating", name) for name in ("category", "payee", "money", "note")), STRICT)
    repeating_id: Mapped[int] = mapped_column(primary_key=True)
    way: Mapped[str]
    category: Mapped[str]
    payee: Mapped[str]
    amount_kip: Mapped[int]
    money: Mapped[str]
    every_months: Mapped[int]
    next_on: Mapped[str]
    note: Mapped[str]
    is_used: Mapped[int]
    event_id: Mapped[int] = event_key()
