"""The tables of produce beyond the slip itself: terms of intake and advances, payment runs, counts of the stock, processing.

See also: `rows` (what kinds of tables there are, and the slip).
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coopbooks.books.base import STRICT, Row, day_check, entry_key, event_key, kip_check, length_check, one_of


def _later(column: str) -> ForeignKey:
    # What is decided in one save may come to the file after the rows that name it.
    return ForeignKey(column, deferrable=True, initially="DEFERRED")


class ProductTermsRow(Row):
    """How a product is taken in from a day on: sacks, moisture, what is taken off."""

    __tablename__ = "product_terms"
    __table_args__ = (day_check("product_terms", "since"), kip_check("product_terms", "off_kip_per_kg"),
                      *(length_check("product_terms", name) for name in ("base_moisture", "percent_per_point", "basis")),
                      Index("product_terms_by_product", "product_id", "since"), STRICT)
    product_terms_id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.product_id"))
    since: Mapped[str]
    bag_g: Mapped[int] = mapped_column(comment="taken off for every sack; 0: sacks are weighed")
    asks_moisture: Mapped[int]
    base_moisture: Mapped[str] = mapped_column(comment="decimal text, percent")
    percent_per_point: Mapped[str] = mapped_column(comment="decimal text: percent of the value for every point above the base")
    off_kip_per_kg: Mapped[int]
    basis: Mapped[str]
    event_id: Mapped[int] = event_key()


class PriceBasisRow(Row):
    """Who decided a price."""

    __tablename__ = "price_basis"
    __table_args__ = (length_check("price_basis", "basis"), UniqueConstraint("price_id"), STRICT)
    price_basis_id: Mapped[int] = mapped_column(primary_key=True)
    price_id: Mapped[int] = mapped_column(_later("price.price_id"))
    basis: Mapped[str]
    event_id: Mapped[int] = event_key()


class DeliveryExtraRow(Row):
    """What else the day sheet asked about a line of a slip."""

    __tablename__ = "delivery_extra"
    __table_args__ = (length_check("delivery_extra", "moisture"), length_check("delivery_extra", "point"), UniqueConstraint("delivery_line_id"),
                      Index("delivery_extra_by_entry", "entry_id"), STRICT)
    delivery_extra_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    delivery_line_id: Mapped[int] = mapped_column(ForeignKey("delivery_line.delivery_line_id"))
    bag_count: Mapped[int]
    moisture: Mapped[str] = mapped_column(comment="decimal text, percent; empty: not measured")
    point: Mapped[str] = mapped_column(comment="where it was taken in")


class AdvanceTermsRow(Row):
    """How one advance is taken back, as its paper says."""

    __tablename__ = "advance_terms"
    __table_args__ = (one_of("advance_terms", "recover_by", ("percent", "fixed")), kip_check("advance_terms", "fixed_kip"),
                      day_check("advance_terms", "due_on"), length_check("advance_terms", "percent"), length_check("advance_terms", "goods"),
                      Index("advance_terms_by_entry", "entry_id"), Index("advance_terms_by_document", "document_id"), STRICT)
    advance_terms_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    recover_by: Mapped[str]
    percent: Mapped[str] = mapped_column(comment="decimal text: of each delivery")
    fixed_kip: Mapped[int]
    due_on: Mapped[str | None]
    goods: Mapped[str] = mapped_column(comment="what was given, in the user's own words")


RUN_STATES = ("draft", "calculated", "approved", "paid", "void")


class PaymentRunRow(Row):
    """One run that pays members for produce: what is included and how it is worked out."""

    __tablename__ = "payment_run"
    __table_args__ = (one_of("payment_run", "kind", ("first", "second")), day_check("payment_run", "made_on"),
                      day_check("payment_run", "first_day"), day_check("payment_run", "last_day"), kip_check("payment_run", "rate_kip"),
                      kip_check("payment_run", "pool_kip"), UniqueConstraint("number"),
                      CheckConstraint("payout_unit_kip > 0", name="payment_run_has_a_unit"),
                      *(length_check("payment_run", name) for name in ("number", "grade", "note")), STRICT)
    payment_run_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    kind: Mapped[str]
    made_on: Mapped[str]
    first_day: Mapped[str] = mapped_column(comment="first day of the season that a second payment is for")
    last_day: Mapped[str]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.product_id"), comment="empty: every product")
    grade: Mapped[str] = mapped_column(comment="empty: every grade")
    rate_kip: Mapped[int] = mapped_column(comment="per kilogram; 0 where a pool is spread")
    pool_kip: Mapped[int]
    payout_unit_kip: Mapped[int]
    note: Mapped[str]
    event_id: Mapped[int] = event_key()


class PaymentRunStateRow(Row):
    """A run reached a state. The last row is the state it is in; the event says who brought it there."""

    __tablename__ = "payment_run_state"
    __table_args__ = (one_of("payment_run_state", "state", RUN_STATES), day_check("payment_run_state", "state_on"),
                      length_check("payment_run_state", "person"), length_check("payment_run_state", "reason"),
                      Index("payment_run_state_by_run", "payment_run_id"), STRICT)
    payment_run_state_id: Mapped[int] = mapped_column(primary_key=True)
    payment_run_id: Mapped[int] = mapped_column(_later("payment_run.payment_run_id"))
    state: Mapped[str]
    state_on: Mapped[str]
    person: Mapped[str] = mapped_column(comment="who made, approved or ended it")
    reason: Mapped[str]
    event_id: Mapped[int] = event_key()


class PaymentRunLineRow(Row):
    """What one member gets of a run, as it was calculated. A new calculation has lines of its own."""

    __tablename__ = "payment_run_line"
    __table_args__ = (*(kip_check("payment_run_line", name) for name in ("earned_kip", "before_kip", "amount_kip", "carried_kip")),
                      CheckConstraint("earned_kip + before_kip = amount_kip + carried_kip", name="payment_run_line_adds_up"),
                      Index("payment_run_line_by_run", "payment_run_id"), Index("payment_run_line_by_member", "member_id"), STRICT)
    payment_run_line_id: Mapped[int] = mapped_column(primary_key=True)
    payment_run_id: Mapped[int] = mapped_column(_later("payment_run.payment_run_id"))
    payment_run_state_id: Mapped[int] = mapped_column(_later("payment_run_state.payment_run_state_id"), comment="the calculation it is of")
    member_id: Mapped[int] = mapped_column(ForeignKey("member.member_id"))
    net_g: Mapped[int]
    earned_kip: Mapped[int] = mapped_column(comment="what this run adds to what we owe")
    before_kip: Mapped[int] = mapped_column(comment="owed before it and in no other run")
    amount_kip: Mapped[int] = mapped_column(comment="paid in this run: rounded down to the pay-out unit")
    carried_kip: Mapped[int] = mapped_column(comment="stays on the member's account")
    event_id: Mapped[int] = event_key()


class RunPaymentRow(Row):
    """One member paid in a run; a reversal's row is negative. Never more in sum than the line: a trigger stands behind the rule."""

    __tablename__ = "run_payment"
    __table_args__ = (kip_check("run_payment", "amount_kip"), Index("run_payment_by_entry", "entry_id"),
                      Index("run_payment_by_line", "payment_run_line_id"), STRICT)
    run_payment_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    payment_run_line_id: Mapped[int] = mapped_column(_later("payment_run_line.payment_run_line_id"))
    amount_kip: Mapped[int]


class SecondPaymentRow(Row):
    """What a second payment adds for one member, product and grade; a reversal's row is negative."""

    __tablename__ = "second_payment"
    __table_args__ = (kip_check("second_payment", "amount_kip"), Index("second_payment_by_entry", "entry_id"),
                      Index("second_payment_by_member", "member_id"), Index("second_payment_by_run", "payment_run_id"), STRICT)
    second_payment_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    payment_run_id: Mapped[int] = mapped_column(_later("payment_run.payment_run_id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.member_id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.product_id"))
    grade: Mapped[str]
    net_g: Mapped[int]
    amount_kip: Mapped[int]


class StockCountRow(Row):
    """One product, grade and lot of a count of the stock; a reversal's row is negative. Quantities in thousandths of the unit."""

    __tablename__ = "stock_count"
    __table_args__ = (day_check("stock_count", "counted_on"), kip_check("stock_count", "value_kip"), length_check("stock_count", "lot"),
                      length_check("stock_count", "reason"), Index("stock_count_by_entry", "entry_id"),
                      Index("stock_count_by_document", "document_id"), Index("stock_count_by_product", "product_id", "counted_on"), STRICT)
    stock_count_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    counted_on: Mapped[str]
    product_id: Mapped[int] = mapped_column(ForeignKey("product.product_id"))
    grade: Mapped[str]
    lot: Mapped[str]
    book_milli: Mapped[int] = mapped_column(comment="what the card said")
    counted_milli: Mapped[int]
    unit_kip: Mapped[int] = mapped_column(comment="value of one unit")
    value_kip: Mapped[int]
    reason: Mapped[str]


class ProcessingRow(Row):
    """A lot was worked on: what went in. It moves weights, not money. `undoes`: the processing that this row takes back."""

    __tablename__ = "processing"
    __table_args__ = (day_check("processing", "done_on"), UniqueConstraint("number"), UniqueConstraint("undoes"),
                      *(length_check("processing", name) for name in ("number", "grade", "lot", "note")), STRICT)
    processing_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    done_on: Mapped[str]
    product_id: Mapped[int] = mapped_column(ForeignKey("product.product_id"))
    grade: Mapped[str]
    lot: Mapped[str]
    in_milli: Mapped[int] = mapped_column(comment="taken out of the stock; negative where it is taken back")
    note: Mapped[str]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("processing.processing_id"))
    event_id: Mapped[int] = event_key()


class ProcessingOutRow(Row):
    """One lot that came out of a processing."""

    __tablename__ = "processing_out"
    __table_args__ = (length_check("processing_out", "grade"), length_check("processing_out", "lot"),
                      Index("processing_out_by_processing", "processing_id"), STRICT)
    processing_out_id: Mapped[int] = mapped_column(primary_key=True)
    processing_id: Mapped[int] = mapped_column(_later("processing.processing_id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.product_id"))
    grade: Mapped[str]
    lot: Mapped[str]
    out_milli: Mapped[int]
    event_id: Mapped[int] = event_key()
