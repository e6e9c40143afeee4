"""Every table of a book: the master data, the chain of events, the journal, and the registers that hang on it.

The tables of people and shares stand in `rows_people`, those of produce beyond the slip in `rows_produce`.

Three kinds of tables:
- *master* (member, account, product, customer, user): the row is today's state; each change is an `event` whose body
  holds the whole new state, and the row names that event.
- *appended* (everything with an `entry_id`, and the dated decisions): written once, never changed or deleted; triggers
  refuse it. All rows of an entry are hashed together with it.
- *derived* (balance_month, balance_opening, book_year): kept by the writer in the posting's own transaction and proved
  from the postings by `check`. Nothing else is derived and stored.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coopbooks.books.base import STRICT, Row, day_check, entry_key, event_key, kip_check, length_check, one_of
from coopbooks.books.rows_approval import ApprovalRow
from coopbooks.books.rows_imports import ImportEndRow, ImportFileRow
from coopbooks.books.rows_ledger import AccountUseRow, BudgetLineRow, MonthStateRow
from coopbooks.books.rows_money import (
    AssetLineRow,
    AssetRow,
    BankMatchRow,
    BillLineRow,
    CashCountRow,
    CategoryRow,
    GrantLineRow,
    LoanLineRow,
    LoanRow,
    MoneyBoxRow,
    MoneyLineRow,
    RepeatingRow,
    SupplierRow,
)
from coopbooks.books.rows_papers import IssuedPaperRow, PrintedPaperRow
from coopbooks.books.rows_people import (
    AttachmentRow,
    CertificateEndRow,
    CertificateRow,
    ContentRow,
    DecisionRow,
    ListItemRow,
    MemberRow,
    PledgeRow,
    ShareClassRow,
    ShareExtraRow,
    ShareLineRow,
    ShareTermsRow,
)
from coopbooks.books.rows_produce import (
    AdvanceTermsRow,
    DeliveryExtraRow,
    PaymentRunLineRow,
    PaymentRunRow,
    PaymentRunStateRow,
    PriceBasisRow,
    ProcessingOutRow,
    ProcessingRow,
    ProductTermsRow,
    RunPaymentRow,
    SecondPaymentRow,
    StockCountRow,
)
from coopbooks.books.rows_sales import (
    CreditLineRow,
    DraftRow,
    InvoiceExtraRow,
    InvoiceLotRow,
    NumberNoteRow,
    ReceiptExtraRow,
    TradePaperEndRow,
    TradePaperRow,
    WriteOffRow,
)
from coopbooks.books.rows_yearend import LeftOnAccountRow, MeetingRow, PayoutTermsRow, PlanRow, ReopeningRow, RevolvingLineRow


class EventRow(Row):
    """One link of the chain: an entry with all its rows, or one change of master data with its whole new state."""

    __tablename__ = "event"
    __table_args__ = (
        length_check("event", "kind", 40), length_check("event", "body", 100_000),
        CheckConstraint("length(hash) = 32", name="event_hash_is_sha256"), STRICT,
    )
    event_id: Mapped[int] = mapped_column(primary_key=True)
    recorded_at: Mapped[str] = mapped_column(comment="UTC, from the book's clock")
    user_name: Mapped[str]
    kind: Mapped[str]
    subject_id: Mapped[int]
    body: Mapped[str] = mapped_column(comment="JSON of the new state; empty for entries, whose rows are hashed")
    hash: Mapped[bytes] = mapped_column(comment="SHA-256 over the previous hash and this event's whole meaning")


class RequestRow(Row):
    """A save that happened, by the key its form was given: pressing again finds it instead of saving twice."""

    __tablename__ = "request"
    __table_args__ = (length_check("request", "request_key", 200), STRICT)
    request_key: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[int] = event_key()
    answer: Mapped[str] = mapped_column(comment="JSON of the outcome that was given")


class SettingRow(Row):
    """A setting from a day on, with its basis. The latest `since` not after a day is the one in force."""

    __tablename__ = "setting"
    __table_args__ = (UniqueConstraint("key", "since", "event_id"), day_check("setting", "since"),
                      length_check("setting", "value", 20_000), STRICT)
    setting_id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    since: Mapped[str]
    value: Mapped[str]
    basis: Mapped[str]
    event_id: Mapped[int] = event_key()


class UserRow(Row):
    """A person who may work in the book, and the role that says what."""

    __tablename__ = "user"
    __table_args__ = (one_of("user", "role", ("setup", "cashier", "treasurer", "chair", "approver", "auditor")), STRICT)
    user_id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    event_id: Mapped[int] = event_key()


class AccountRow(Row):
    """One account of the chart. A role belongs to one account."""

    __tablename__ = "account"
    __table_args__ = (
        one_of("account", "kind", ("asset", "liability", "equity", "income", "expense")),
        CheckConstraint("code GLOB '[0-9]*' AND length(code) <= 12", name="account_code_is_digits"), STRICT,
    )
    account_id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str | None] = mapped_column(unique=True)
    kind: Mapped[str]
    name_lo: Mapped[str]
    name_en: Mapped[str]
    event_id: Mapped[int] = event_key()




class ProductRow(Row):
    """Something the co-op buys or sells, with its unit and grades."""

    __tablename__ = "product"
    __table_args__ = (*(length_check("product", name) for name in ("code", "name_lo", "name_en", "unit", "grades")), STRICT)
    product_id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name_lo: Mapped[str]
    name_en: Mapped[str]
    unit: Mapped[str]
    grades: Mapped[str] = mapped_column(comment="separated by ;")
    event_id: Mapped[int] = event_key()


class PriceRow(Row):
    """The price of the day for a product and grade, from a day on."""

    __tablename__ = "price"
    __table_args__ = (day_check("price", "since"), CheckConstraint("price_kip > 0", name="price_is_positive"), STRICT)
    price_id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.product_id"))
    grade: Mapped[str]
    since: Mapped[str]
    price_kip: Mapped[int]
    event_id: Mapped[int] = event_key()


class CustomerRow(Row):
    """Somebody who buys from the co-op; may be a member."""

    __tablename__ = "customer"
    __table_args__ = (length_check("customer", "number"), length_check("customer", "name"),
                      length_check("customer", "phone"), *(length_check("customer", name) for name in ("contact", "address", "tax_no")),
                      STRICT)
    customer_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    phone: Mapped[str]
    terms_days: Mapped[int | None]
    limit_kip: Mapped[int | None]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.member_id"))
    name_key: Mapped[bytes]
    search_key: Mapped[str]
    contact: Mapped[str] = mapped_column(comment="whom to ask for", info={"later": ""})
    address: Mapped[str] = mapped_column(info={"later": ""})
    tax_no: Mapped[str] = mapped_column(info={"later": ""})
    language: Mapped[str] = mapped_column(comment="of the papers for this customer: lo, en, or empty", info={"later": ""})
    event_id: Mapped[int] = event_key()


class EntryRow(Row):
    """The head of an entry. It cannot commit without its event, and the event is refused while the legs do not balance."""

    __tablename__ = "entry"
    __table_args__ = (day_check("entry", "entry_date"), length_check("entry", "action", 40), length_check("entry", "note"),
                      Index("entry_by_day", "entry_date", "entry_id"), STRICT)
    entry_id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.event_id", deferrable=True, initially="DEFERRED"), unique=True)
    entry_date: Mapped[str]
    action: Mapped[str]
    note: Mapped[str]
    reverses: Mapped[int | None] = mapped_column(ForeignKey("entry.entry_id"), unique=True)


class PostingRow(Row):
    """One leg of an entry. Final: triggers refuse UPDATE and DELETE; reverse the entry instead."""

    __tablename__ = "posting"
    __table_args__ = (
        CheckConstraint("amount_kip <> 0", name="posting_moves_money"), kip_check("posting", "amount_kip"),
        length_check("posting", "note"),
        Index("posting_by_account", "account_id", "entry_date", "posting_id", "amount_kip"),
        Index("posting_by_member", "member_id", "account_id", "entry_date", "posting_id", "amount_kip"),
        Index("posting_by_customer", "customer_id", "entry_date", "posting_id"),
        Index("posting_by_entry", "entry_id"), STRICT,
    )
    posting_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    entry_date: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.account_id"))
    amount_kip: Mapped[int] = mapped_column(comment="debit positive, credit negative")
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.member_id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.customer_id"))
    note: Mapped[str]


DOCUMENT_KINDS = ("share", "delivery", "payment", "advance", "invoice", "receipt", "expense", "transfer", "journal", "opening",
                  "opening-item", "closing", "appropriation", "payout", "reversal", "entry-fee", "par-change",
                  "income", "bill", "bill-payment", "cash-count", "loan", "loan-payment", "grant", "asset", "depreciation", "asset-end",
                  "revolving", "credit-note", "write-off",
                  "second-payment", "second-payout", "stock-count", "set-off")


class DocumentRow(Row):
    """A numbered paper. One yearly series per kind; a number is never used again, a void paper keeps its own."""

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("kind", "series_year", "number"), one_of("document", "kind", DOCUMENT_KINDS),
        day_check("document", "doc_date"), day_check("document", "due_on"), kip_check("document", "total_kip"),
        *(length_check("document", name) for name in ("number", "payee", "note", "likeness")),
        Index("document_by_entry", "entry_id"), Index("document_by_member", "member_id", "doc_date"),
        Index("document_by_customer", "customer_id", "kind", "doc_date"),
        Index("document_by_serial", "kind", "series_year", "serial"), STRICT,
    )
    document_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    kind: Mapped[str]
    series_year: Mapped[int]
    number: Mapped[str]
    serial: Mapped[int | None] = mapped_column(comment="place in our own series; empty for numbers that came from outside")
    doc_date: Mapped[str]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.member_id"))
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.customer_id"))
    payee: Mapped[str]
    box: Mapped[str] = mapped_column(comment="role of the money box; 'later', 'credit' or '' where no money moved")
    total_kip: Mapped[int]
    due_on: Mapped[str | None]
    detail: Mapped[str] = mapped_column(comment="the kind's own short word: share operation, advance kind, …")
    note: Mapped[str]
    refers: Mapped[int | None] = mapped_column(ForeignKey("document.document_id"), comment="the paper this one undoes")
    likeness: Mapped[str] = mapped_column(comment="print of the order it was made from: the same paper again is recognised")



class DeliveryLineRow(Row):
    """One product and grade of a delivery slip. Weights in grams; a reversal's lines are negative."""

    __tablename__ = "delivery_line"
    __table_args__ = (
        CheckConstraint("net_g = gross_g - tare_g AND net_g <> 0", name="delivery_net_is_gross_less_tare"),
        day_check("delivery_line", "doc_date"), kip_check("delivery_line", "amount_kip"),
        Index("delivery_line_by_member", "member_id", "doc_date"), Index("delivery_line_by_entry", "entry_id"),
        Index("delivery_line_by_document", "document_id"), Index("delivery_line_by_day", "doc_date"), STRICT,
    )
    delivery_line_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.member_id"))
    doc_date: Mapped[str]
    product_id: Mapped[int] = mapped_column(ForeignKey("product.product_id"))
    grade: Mapped[str]
    gross_g: Mapped[int]
    tare_g: Mapped[int]
    net_g: Mapped[int]
    price_kip: Mapped[int] = mapped_column(comment="per kilogram")
    deduction_kip: Mapped[int]
    amount_kip: Mapped[int] = mapped_column(comment="net × price rounded half up, less the deduction")
    advance_kip: Mapped[int] = mapped_column(comment="set off against the member's advance")


class WeighingRow(Row):
    """One sack on the scale, where a line was weighed in several."""

    __tablename__ = "weighing"
    __table_args__ = (Index("weighing_by_entry", "entry_id"), Index("weighing_by_line", "delivery_line_id"), STRICT)
    weighing_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    delivery_line_id: Mapped[int] = mapped_column(ForeignKey("delivery_line.delivery_line_id"))
    gross_g: Mapped[int]


class InvoiceLineRow(Row):
    """One line of a sales invoice. Quantities in thousandths of the unit; price without VAT."""

    __tablename__ = "invoice_line"
    __table_args__ = (
        day_check("invoice_line", "doc_date"), kip_check("invoice_line", "net_kip"), length_check("invoice_line", "description"),
        Index("invoice_line_by_document", "document_id"), Index("invoice_line_by_entry", "entry_id"),
        Index("invoice_line_by_customer", "customer_id", "doc_date"), STRICT,
    )
    invoice_line_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.customer_id"))
    doc_date: Mapped[str]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.product_id"))
    description: Mapped[str]
    grade: Mapped[str]
    quantity_milli: Mapped[int]
    unit: Mapped[str]
    price_kip: Mapped[int]
    vat_percent: Mapped[str] = mapped_column(comment="decimal text as given; empty = none")
    net_kip: Mapped[int]
    vat_kip: Mapped[int]


class AllocationRow(Row):
    """Which part of a customer's receipt pays which invoice or opening item."""

    __tablename__ = "allocation"
    __table_args__ = (kip_check("allocation", "amount_kip"), Index("allocation_by_entry", "entry_id"),
                      Index("allocation_by_item", "item_id"), Index("allocation_by_receipt", "document_id"), STRICT)
    allocation_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    allocated_on: Mapped[str]
    amount_kip: Mapped[int]


class ClosingRow(Row):
    """A closed fiscal year: nothing may be dated on or before its last day afterwards, unless it was opened again."""

    __tablename__ = "closing"
    __table_args__ = (day_check("closing", "first_day"), day_check("closing", "last_day"),
                      CheckConstraint("first_day < last_day", name="closing_has_days"), STRICT)
    closing_id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    first_day: Mapped[str]
    last_day: Mapped[str]
    surplus_kip: Mapped[int]
    losses_kip: Mapped[int] = mapped_column(comment="losses brought forward at the close")
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.entry_id"))
    event_id: Mapped[int] = event_key()


class AppropriationRow(Row):
    """The meeting's decision on a year's surplus, with the policy it followed and the proof of the sharing."""

    __tablename__ = "appropriation"
    __table_args__ = (day_check("appropriation", "decided_on"), length_check("appropriation", "resolution"),
                      Index("appropriation_by_entry", "entry_id"), STRICT)
    appropriation_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    year: Mapped[int]
    resolution: Mapped[str]
    decided_on: Mapped[str]
    policy: Mapped[str] = mapped_column(comment="TOML text of the policy followed")
    result: Mapped[str] = mapped_column(comment="JSON of the waterfall and the proof, without the members' lines")


class DividendLineRow(Row):
    """What one member gets of a year's surplus."""

    __tablename__ = "dividend_line"
    __table_args__ = (UniqueConstraint("appropriation_id", "member_id"), Index("dividend_line_by_entry", "entry_id"),
                      Index("dividend_line_by_member", "member_id"), STRICT)
    dividend_line_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    appropriation_id: Mapped[int] = mapped_column(ForeignKey("appropriation.appropriation_id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.member_id"))
    weighted_capital: Mapped[str] = mapped_column(comment="exact: decimal or fraction a/b")
    share_dividend_kip: Mapped[int]
    share_tax_kip: Mapped[int]
    patronage_basis: Mapped[str]
    patronage_kip: Mapped[int]
    patronage_tax_kip: Mapped[int]
    net_kip: Mapped[int]
    payable_now_kip: Mapped[int]
    carried_kip: Mapped[int]


class PayoutRow(Row):
    """One payment of a member's dividend. Never more in sum than the net of the line: a trigger stands behind the rule."""

    __tablename__ = "payout"
    __table_args__ = (kip_check("payout", "amount_kip"), Index("payout_by_entry", "entry_id"),
                      Index("payout_by_line", "dividend_line_id"), STRICT)
    payout_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    dividend_line_id: Mapped[int] = mapped_column(ForeignKey("dividend_line.dividend_line_id"))
    amount_kip: Mapped[int]


class BalanceMonthRow(Row):
    """Derived: what moved on an account (member_id 0) or on a member's part of it, month by month."""

    __tablename__ = "balance_month"
    __table_args__ = ({"sqlite_strict": True, "sqlite_with_rowid": False},)
    member_id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True, comment="YYYY-MM")
    account_id: Mapped[int] = mapped_column(primary_key=True)
    debit_kip: Mapped[int]
    credit_kip: Mapped[int] = mapped_column(comment="positive")


class BalanceOpeningRow(Row):
    """Derived: the balance at the start of a calendar year, so that no answer grows with the years behind it."""

    __tablename__ = "balance_opening"
    __table_args__ = ({"sqlite_strict": True, "sqlite_with_rowid": False},)
    year: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(primary_key=True)
    opening_kip: Mapped[int]


class BookYearRow(Row):
    """Derived: calendar years that have opening balances."""

    __tablename__ = "book_year"
    __table_args__ = (STRICT,)
    year: Mapped[int] = mapped_column(primary_key=True)


MASTER = (UserRow, AccountRow, MemberRow, ProductRow, CustomerRow, ListItemRow, ShareClassRow,
          MoneyBoxRow, CategoryRow, SupplierRow, RepeatingRow)
"""Rows that show today's state; each names the event that last changed it."""

OF_ENTRIES = (PostingRow, DocumentRow, ShareLineRow, DeliveryLineRow, WeighingRow, InvoiceLineRow, AllocationRow,
              AppropriationRow, DividendLineRow, PayoutRow, ShareExtraRow, DecisionRow,
              MoneyLineRow, BillLineRow, LoanLineRow, GrantLineRow, AssetLineRow, PayoutTermsRow, RevolvingLineRow,
              InvoiceExtraRow, ReceiptExtraRow, CreditLineRow, WriteOffRow,
              DeliveryExtraRow, AdvanceTermsRow, RunPaymentRow, SecondPaymentRow, StockCountRow, InvoiceLotRow)
"""Rows that belong to an entry and are hashed with it, in this order. A new table goes to the end (see `chain.meaning`)."""

OF_EVENTS = (SettingRow, ShareTermsRow, PriceRow, ClosingRow, AttachmentRow, PledgeRow, CertificateRow, CertificateEndRow,
             ApprovalRow, CashCountRow, BankMatchRow, LoanRow, AssetRow, IssuedPaperRow, PrintedPaperRow,
             MonthStateRow, BudgetLineRow, AccountUseRow, ReopeningRow, MeetingRow, PlanRow,
             TradePaperRow, TradePaperEndRow, NumberNoteRow,
             ProductTermsRow, PriceBasisRow, PaymentRunRow, PaymentRunStateRow, PaymentRunLineRow, ProcessingRow,
             ProcessingOutRow, ImportFileRow, ImportEndRow, LeftOnAccountRow)
"""Appended rows that are their event's own body."""

APPENDED = (EventRow, RequestRow, EntryRow, *OF_ENTRIES, ContentRow, *OF_EVENTS)
"""Rows that are never changed or deleted."""

UNCHAINED = (DraftRow,)
"""Rows that are nobody's word yet: they change and go without a trace, and no seal covers them."""
