"""Papers from the book: one read each, filled into what `papers` says. The edge hands them to `reports`.

A batch of statements is built from one read of the whole year, never one query per member.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from coopbooks.books import (
    balances,
    boxes,
    counts,
    customers,
    dividends,
    documents,
    journal,
    members,
    owed,
    paid,
    produce,
    reversal,
    settings,
    shares,
)
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading
from coopbooks.coop.allocation import share_surplus
from coopbooks.coop.customers import AgedDebt
from coopbooks.coop.members import standing
from coopbooks.coop.paper_settings import SIGNATORIES
from coopbooks.coop.policy import Basis, DividendPolicy, TaxKind
from coopbooks.coop.policy_text import policy_from_toml
from coopbooks.coop.produce import OWED_FOR_PRODUCE
from coopbooks.coop.shares import Holding
from coopbooks.i18n import formats
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.figures import Figure
from coopbooks.ledger.journal import JournalEntry
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import RuleBroken, refuse_if
from coopbooks.papers import accounts, money, registers
from coopbooks.papers.member_statement import GradeLine, MemberStatement, ShareMovement, SurplusPart, YearColumn
from coopbooks.papers.parts import Amount, Label, Letterhead, Listing
from coopbooks.papers.payout import PayoutLine, PayoutSheet, Proof
from coopbooks.papers.receipt import ProduceLine, Receipt
from coopbooks.papers.share_register import share_amounts
from coopbooks.services import paper_settings, receipt_words, total_prices


class PaperNotFound(RuleBroken):
    """There is no paper of that number."""

    field, wording = "number", N_("There is no paper {number}.")


class NothingApproved(RuleBroken):
    """The sheet follows the meeting's decision."""

    field, wording = "year", N_("The meeting has not approved the sharing of the surplus of {year}.")


def letterhead(tx: Reading) -> Letterhead:
    """Who prints, when, and the code of the book's head."""
    coop = settings.profile(tx)
    place = Label(" ".join(part for part in (f"ບ້ານ{coop.village}" if coop.village else "", f"ເມືອງ{coop.district}" if coop.district
                                             else "", f"ແຂວງ{coop.province}" if coop.province else "") if part), "")
    signatories = tuple((title, name) for key, title in SIGNATORIES.items() if (name := paper_settings.value_of(tx, key)))
    footer = Label(paper_settings.value_of(tx, "papers.footer_lo"), paper_settings.value_of(tx, "papers.footer_en"))
    return Letterhead(Label(coop.name_lo, coop.name_en), place, coop.phone, coop.registration_no, tx.today, tx.head_code(), signatories,
                      footer, paper_settings.logo(tx), paper_settings.value_of(tx, "papers.stamp") == "yes")


# --- listings ---------------------------------------------------------------------------------------------------------
def trial_balance(book: Book, as_of: date) -> Listing:
    """Closing balances of a day."""
    with book.reading() as tx:
        found = journal.trial_balance(tx, as_of)
        return accounts.trial_balance(letterhead(tx), as_of, [
            (line.account, line.debit_kip, line.credit_kip) for line in found.lines])


def cash_book(book: Book, account: str, period: Period) -> Listing:
    """A money box line by line."""
    with book.reading() as tx:
        box = boxes.box(tx, account)
        card = journal.cash_book(tx, account, period.first_day, period.last_day)
        counted = [(one.on, one.number, int(one.counted_kip)) for one in reversed(counts.all_counts(tx, box.word)) if one.stands
                   and period.first_day <= one.on <= period.last_day] if box is not None else []
        return accounts.cash_book(letterhead(tx), card.account, period.first_day, period.last_day, card.opening_kip, [
            accounts.BoxLine(line.on, line.number, line.text, line.kind, line.kip, line.balance_kip, line.posting_id) for line in card.lines],
            is_bank=None if box is None else box.kind == "bank", counted=counted)


def member_register(book: Book, as_of: date, known_on: date | None = None) -> Listing:
    """Who is a member on a day and what each holds; with `known_on`, as the book knew it then."""
    with book.reading() as tx:
        everybody = members.as_known_on(tx, known_on) if known_on else members.all_details(tx)
        held = shares.holdings(tx, as_of, known_on)
        lines = []
        for member_id, details in sorted(everybody.items(), key=lambda item: members.number_key(item[1].number)):
            holding = held.get(member_id, Holding())
            stands = standing(details.joined_on, details.leaving_on, details.left_on, as_of)
            is_member = stands in ("member", "leaving")
            if details.joined_on is not None and (is_member or holding.share_count):
                _, paid, unpaid = share_amounts(member_id, as_of, holding.capital_kip, holding.unpaid_kip)
                lines.append(registers.RegisterLine(
                    details.number, details.name, details.sex, details.village, "member" if is_member else "left",
                    details.joined_on, details.left_on, holding.share_count, holding.paid_kip if known_on else paid,
                    holding.unpaid_kip if known_on else unpaid,
                    details.birth_date, details.id_number, details.phone, details.district))
        return registers.member_register(letterhead(tx), as_of, known_on, lines)


def receivables(book: Book, as_of: date) -> Listing:
    """What customers owe by age."""
    with book.reading() as tx:
        items = _items_by_age(tx, as_of)
        return registers.receivables(letterhead(tx), as_of, [_owes(one, as_of, items) for one in customers.aged(tx, as_of)])


def _owes(one: AgedDebt, as_of: date, items: dict[tuple[int, int], list[int]]) -> tuple[str, str, int, int, int, int, int, int]:
    key, owed = one.customer.customer_id, Figure(("receivable",), last_day=as_of)
    current, d30, d60, d90, over = (
        Amount(kip, replace(owed, register="invoice", items=tuple(items.get((key, age), ()))))
        for age, kip in enumerate((one.current_kip, one.d1_30_kip, one.d31_60_kip, one.d61_90_kip, one.over_90_kip)))
    return one.customer.number, one.customer.name, Amount(one.balance_kip, replace(owed, customer_id=key)), current, d30, d60, d90, over


def _items_by_age(tx: Reading, as_of: date) -> dict[tuple[int, int], list[int]]:
    """What is open by customer and column of age. What is not due yet has the money on account in it: a customer's id with a minus."""
    found: dict[tuple[int, int], list[int]] = {}
    for customer_id, item in customers.every_item(tx, as_of, None):
        if item.open_kip > 0:
            found.setdefault((customer_id, money.AGES.index(money.age_of((as_of - item.due_on).days))), []).append(item.document_id)
    for one in customers.all_customers(tx):
        if customers.on_account_kip(tx, one.customer_id, as_of):
            found.setdefault((one.customer_id, 0), []).append(-one.customer_id)
    return found


def producers_payable(book: Book, as_of: date) -> Listing:
    """What producers are owed, and their advances."""
    with book.reading() as tx:
        owed_to = owed.of_members(tx, as_of)
        advances = balances.of_members_on(tx, tx.account_id(AccountRole.ADVANCES), as_of)
        lines = [(brief.number, brief.name, brief.village,
                  Amount(owed_to.get(brief.member_id, 0), Figure(OWED_FOR_PRODUCE, last_day=as_of, member_id=brief.member_id, credit=True)),
                  Amount(advances.get(brief.member_id, 0), Figure((AccountRole.ADVANCES,), last_day=as_of, member_id=brief.member_id)))
                 for brief in members.load_all(tx).values() if brief.member_id in owed_to or brief.member_id in advances]
        return registers.producers_payable(letterhead(tx), as_of, lines)


# --- receipts ---------------------------------------------------------------------------------------------------------
_PURPOSES = {
    "share": N_("Shares: {share_kind}"), "delivery": N_("Produce delivered"), "payment": N_("Payment for produce"),
    "advance": N_("Advance: {share_kind}"), "receipt": N_("Money received"), "expense": N_("Payment"),
    "transfer": N_("Transfer between money boxes"), "payout": N_("Dividend and refund of {share_kind}"),
    "entry-fee": N_("Entry fee"), "reversal": N_("Reversal"), "invoice": N_("Sale"), "journal": N_("Journal entry"),
    "closing": N_("Close of the year"), "appropriation": N_("Sharing of the surplus"), "opening": N_("Opening balances"),
    "opening-item": N_("Opening balance"), "par-change": N_("New value of the share"), "income": N_("Money in"), "bill": N_("Bill to pay later"),
    "bill-payment": N_("Payment of bill {share_kind}"), "cash-count": N_("Difference of a cash count"), "loan": N_("Loan received"),
    "loan-payment": N_("Instalment of loan {share_kind}"), "grant": N_("Grant"), "asset": N_("Fixed asset"),
    "depreciation": N_("Depreciation"), "asset-end": N_("End of an asset"),
    "revolving": N_("Revolving capital of {share_kind} paid back"), "credit-note": N_("Taken back of an invoice"),
    "write-off": N_("Debt written off"),
    "second-payment": N_("Second payment"), "second-payout": N_("Second payment for produce"), "stock-count": N_("Count of the stock"),
    "set-off": N_("Debts set off on both sides")}
SHARE_WORDS = {"subscribe": N_("new shares"), "pay": N_("instalment"), "transfer": N_("transfer"), "redeem": N_("redemption"),
               "bonus": N_("bonus shares"), "opening": N_("opening balance"), "reversal": N_("reversal"), "cash": N_("cash"),
               "cancel": N_("unpaid shares given up"), "convert": N_("into another class"), "pay-out": N_("payment for shares taken back"),
               "count": N_("another number of shares"), "reserve": N_("paid from the reserve"), "owed": N_("owed by the members"),
               "return": N_("paid back"), "rice": N_("rice"), "fertiliser": N_("fertiliser")}
"""Words for share operations, ways of a new value, and kinds of advance."""
MONEY_WORDS = {"cash": N_("In cash"), "bank": N_("By bank"), "later": N_("To be paid later"), "credit": N_("On credit"),
               "producers-payable": N_("From produce money"), "redemption-payable": N_("To be paid later"), "": N_("Without money")}
"""How a paper was paid."""


def receipt(book: Book, document_id: int) -> Receipt:
    """The receipt or slip of one paper."""
    with book.reading() as tx:
        paper = documents.by_id(tx, document_id)
        brief = members.brief(tx, paper.member_id) if paper.member_id is not None else None
        customer = customers.customer(tx, paper.customer_id) if paper.customer_id is not None else None
        who = f"{brief.name} · {brief.number}" if brief else customer.name if customer else paper.payee
        entry = reversal.entry(tx, paper.entry_id)
        posting = " · ".join(f"{leg.account} {formats.kip(leg.amount_kip) if leg.amount_kip > 0 else f'({formats.kip(-leg.amount_kip)})'}"
                             for leg in entry.postings[:6])
        dry = [str(one[0]) for one in tx.all(
            "SELECT coalesce(moisture, '') FROM delivery_line AS l LEFT JOIN delivery_extra USING (delivery_line_id) "
            "WHERE l.document_id = ? ORDER BY l.delivery_line_id", document_id)]
        known = {product.product_id: Label(product.name_lo, product.name_en) for product in produce.all_products(tx)}
        lines = tuple(ProduceLine(known[line.product_id], line.grade, line.gross_g, line.tare_g, line.net_g, line.price_kip,
                                  line.deduction_kip, line.amount_kip, moisture=moisture)
                      for line, moisture in zip(produce.slip(tx, document_id), dry, strict=True))
        set_off = sum(line.advance_kip for line in produce.slip(tx, document_id))
        purpose, facts = receipt_words.paid_for(tx, paper) if paper.kind == "receipt" else _purpose(tx, paper, entry)
        result = _result(tx, paper.member_id, paper.kind, paper.on) or receipt_words.after_it(tx, paper)
        if paper.kind == "set-off":
            result = receipt_words.debts_after(tx, paper)
        # Money for shares taken back goes out: its paper is a voucher, not a receipt.
        kind = "share-out" if paper.kind == "share" and paper.detail in ("redeem", "pay-out") else paper.kind
        return Receipt(letterhead(tx), kind, paper.number, paper.on, who, brief.village if brief else "",
                       purpose, facts, _how_paid(tx, paper.box), paper.total_kip, result, posting,
                       lines, set_off, is_void=paper.reversed_by is not None, size=paper_settings.value_of(tx, "papers.receipt_size"))


def _purpose(tx: Reading, paper: documents.KeptPaper, entry: JournalEntry) -> tuple[str, dict[str, object]]:
    """What a paper was for; money that was paid out or came in says for which accounts, and what was written to it."""
    if paper.kind not in ("expense", "income"):
        return _PURPOSES[paper.kind], {"share_kind": SHARE_WORDS.get(paper.detail, paper.detail)}
    names = {account.code: Label(account.name_lo, account.name_en) for account in settings.chart(tx).values()}
    sign = 1 if paper.kind == "expense" else -1
    told = [names[leg.account] for leg in entry.postings if leg.amount_kip * sign > 0]
    every = list(dict.fromkeys(told))
    what = Label(", ".join(one.lo for one in every), ", ".join(one.en for one in every))
    return (N_("{what} · {note}"), {"what": what, "note": paper.note}) if paper.note else (N_("{what}"), {"what": what})


def _how_paid(tx: Reading, word: str) -> str:
    """How a paper was paid; a further box by its own name."""
    box = None if word in MONEY_WORDS else boxes.box(tx, word)
    return box.name(settings.profile(tx).language) if box else MONEY_WORDS.get(word, "")


def receipt_by_number(book: Book, number: str) -> Receipt:
    """The receipt of the latest paper with a number. Raises Refused when there is none."""
    with book.reading() as tx:
        found = tx.maybe("SELECT max(document_id) FROM document WHERE number = ?", number)
    if found is None or found[0] is None:
        refuse_if([PaperNotFound(number=number)])
        raise LookupError(number)
    return receipt(book, int(found[0]))


def _result(tx: Reading, member_id: int | None, kind: str, on: date) -> tuple[tuple[str, int], ...]:
    if member_id is None:
        return ()
    if kind in ("share", "entry-fee"):
        holding = shares.holding(tx, member_id, on)
        return ((N_("Shares held"), holding.share_count), (N_("Paid up"), holding.paid_kip),
                (N_("Unpaid on shares"), holding.unpaid_kip))
    part = balances.of_member_on(tx, member_id, on)
    return ((N_("We owe for produce"), int(owed.of_part(tx, part))),
            (N_("Open advance"), int(part.get(tx.account_id(AccountRole.ADVANCES), 0))))


# --- the pay-out sheet -------------------------------------------------------------------------------------------------
def payout_sheet(book: Book, year: int) -> PayoutSheet:
    """The signature sheet of an approved year with its proof. Raises Refused before the approval."""
    with book.reading() as tx:
        decision = dividends.appropriation_of(tx, year)
        if decision is None:
            refuse_if([NothingApproved(year=year)])
            raise LookupError(year)
        result = decision.result
        steps = ((N_("Surplus of the year"), result["surplus_kip"]), (N_("Losses covered"), result["losses_covered_kip"]),
                 *((fund["name"], fund["kip"]) for fund in result["funds"]), (N_("Dividends on shares"), result["share_pool_kip"]),
                 (N_("Patronage refunds"), result["patronage_pool_kip"]), (N_("Remainder"), result["remainder_kip"]))
        proofs = tuple(Proof(name, proof["pool"], proof["sum_of_floors"], proof["units_left"], tuple(proof["given_to"]))
                       for name, proof in result["proof"].items() if isinstance(proof, dict) and proof)
        unit = policy_from_toml(decision.policy).rounding.payout_unit_kip
        lines = tuple(PayoutLine(line.number, line.name, line.village, line.weighted_capital, line.share_dividend_kip,
                                 line.share_tax_kip + line.patronage_tax_kip, line.patronage_basis, line.patronage_kip,
                                 line.net_kip, line.cash_kip(unit), line.net_kip - line.kept_kip - line.cash_kip(unit), line.paid_on)
                      for line in dividends.lines_of(tx, year))
        return PayoutSheet(letterhead(tx), year, decision.resolution, decision.decided_on, steps,
                           result["proof"]["rule"], proofs, lines, decision.appropriation_id)


# --- statements --------------------------------------------------------------------------------------------------------
def member_statements(book: Book, period: Period, number: str | None = None) -> Iterator[MemberStatement]:
    """Statements of a period, of everybody with anything to state in order of village and number, or of one member."""
    with book.reading() as tx:
        only = members.by_number(tx, number) if number is not None else None
        if number is not None and only is None:
            refuse_if([PaperNotFound(number=number)])
        yield from _Statements(tx, period).of(only.member_id if only else None)


class _Statements:
    """Everything the statements of a period need, read once."""

    def __init__(self, tx: Reading, period: Period) -> None:
        self._tx, self._period = tx, period
        self._head, self._report_days = letterhead(tx), int(paper_settings.value_of(tx, "papers.report_days"))
        coop = settings.profile(tx)
        self._year = coop.year_of(period.last_day)
        before = period.first_day - timedelta(days=1)
        self._opening, self._closing = shares.holdings(tx, before), shares.holdings(tx, period.last_day)
        self._grades = produce.months_and_grades(tx, period.first_day, period.last_day)
        self._products = {product.product_id: Label(product.name_lo, product.name_en) for product in produce.all_products(tx)}
        self._delivered = {year: produce.patronage(tx, coop.period(year).first_day, coop.period(year).last_day)
                           for year in range(self._year - 4, self._year + 1)}
        self._held = {year: shares.holdings(tx, coop.period(year).last_day) for year in range(self._year - 4, self._year + 1)}
        self._received = {year: {line.member_id: line.net_kip for line in dividends.lines_of(tx, year)}
                          for year in range(self._year - 4, self._year + 1)}
        advances = tx.account_id(AccountRole.ADVANCES)
        self._owed = [owed.of_members(tx, day) for day in (before, period.last_day)]
        self._advances = [balances.of_members_on(tx, advances, day) for day in (before, period.last_day)]
        self._moves = self._share_moves()
        self._paid = paid.of_members(tx, period.first_day, period.last_day)
        self._surplus = self._surplus_parts()

    def of(self, member_id: int | None) -> Iterator[MemberStatement]:
        """The statements, of one member or of all."""
        everybody = members.load_all(self._tx)
        prices = total_prices.price_lines(self._tx, self._period, self._year, member_id)
        chosen = [everybody[member_id]] if member_id is not None else sorted(
            everybody.values(), key=lambda one: (one.village, members.number_key(one.number)))
        for brief in chosen:
            key = brief.member_id
            if member_id is None and (brief.joined_on is None or brief.joined_on > self._period.last_day):
                continue
            held = self._opening.get(key, Holding()), self._closing.get(key, Holding())
            lines = self._grades.get(key, [])
            months: dict[int, int] = {}
            by_grade: dict[tuple[int, str], list[int]] = {}
            for line in lines:
                months[line.month] = months.get(line.month, 0) + line.net_g
                sums = by_grade.setdefault((line.product_id, line.grade), [0, 0])
                sums[0] += line.net_g
                sums[1] += line.amount_kip
            payments = self._paid.get(key, [])
            yield MemberStatement(
                self._head, brief.number, brief.name, brief.village, brief.joined_on, self._period.first_day,
                self._period.last_day, _three(held[0]), tuple(self._moves.get(key, ())), _three(held[1]),
                tuple(sorted(months.items())),
                tuple(GradeLine(self._products[product], grade, *sums) for (product, grade), sums in sorted(by_grade.items())),
                self._delivered[self._year - 1].get(key, (0, 0))[1],
                sum(int(one.produce_kip) for one in payments), int(self._owed[1].get(key, 0)),
                int(self._advances[1].get(key, 0)), self._surplus.get(key), tuple(self._columns(key)),
                tuple(self._deliveries(key)) if member_id is not None else (),
                tuple({"on": one.on.isoformat(), "number": one.number, "for": one.purpose, "amount_kip": int(one.kip), "from": one.box}
                      for one in payments),
                int(self._owed[0].get(key, 0)), int(self._advances[0].get(key, 0)), report_days=self._report_days,
                prices=prices.get(key, ()))

    def _share_moves(self) -> dict[int, list[ShareMovement]]:
        found = self._tx.all(
            "SELECT s.member_id, effective_on, s.kind, number, share_count, paid_kip, capital_kip FROM share_line AS s "
            "JOIN document USING (document_id) WHERE effective_on BETWEEN ? AND ? ORDER BY effective_on, share_line_id",
            self._period.first_day.isoformat(), self._period.last_day.isoformat())
        unpaid = {key: int(holding.unpaid_kip) for key, holding in self._opening.items()}
        moves: dict[int, list[ShareMovement]] = {}
        for key, day, kind, number, count, paid_kip, capital in found:
            unpaid[key] = unpaid.get(key, 0) + capital - paid_kip
            moves.setdefault(int(key), []).append(ShareMovement(date.fromisoformat(day), kind, number, count, paid_kip, unpaid[key]))
        return moves

    def _deliveries(self, member_id: int) -> Iterator[dict[str, object]]:
        for line in produce.deliveries_of(self._tx, member_id, self._period.first_day, self._period.last_day):
            yield {"on": line.on.isoformat(), "number": line.number, "product": line.product_code, "grade": line.grade,
                   "net_kg": formats.kg(line.net_g).replace(",", ""), "price_kip": line.price_kip, "amount_kip": line.amount_kip,
                   "advance_kip": line.advance_kip}

    def _columns(self, member_id: int) -> Iterator[YearColumn]:
        for year, delivered in self._delivered.items():
            yield YearColumn(year, delivered.get(member_id, (0, 0))[1], self._held[year].get(member_id, Holding()).share_count,
                             int(self._received[year].get(member_id, 0)))

    def _surplus_parts(self) -> dict[int, SurplusPart]:
        decision = dividends.appropriation_of(self._tx, self._year)
        if decision is not None:
            policy = policy_from_toml(decision.policy)
            unit = policy.rounding.payout_unit_kip
            share_rate, refund_rate = Fraction(decision.result["share_rate_percent"]), None
            lines = dividends.lines_of(self._tx, self._year)
            basis_total = sum(Fraction(line.patronage_basis) for line in lines)
            refund_rate = Fraction(decision.result["patronage_pool_kip"]) / basis_total if basis_total else Fraction(0)
            return {line.member_id: _part(policy, self._year, decision, decision.decided_on, (share_rate, refund_rate),
                                          (line.weighted_capital, line.share_dividend_kip, line.share_tax_kip, line.patronage_basis,
                                           line.patronage_kip, line.patronage_tax_kip, line.net_kip, line.cash_kip(unit)), line.kept_kip)
                    for line in lines}
        text = settings.value(self._tx, "dividend.policy", self._period.last_day)
        policy = policy_from_toml(text) if text else DividendPolicy()
        facts = dividends.year_facts(self._tx, self._year, by_product=bool(policy.patronage.weights))
        if facts.surplus_kip <= 0:
            return {}
        plan = share_surplus(policy, facts)
        return {part.member_id: _part(policy, self._year, None, facts.tax_day, (plan.share_rate * 100, plan.patronage_rate), (
            str(plan.weighted_capital(part)), part.share_dividend_kip, part.share_tax_kip, str(plan.patronage_basis(part)),
            part.patronage_kip, part.patronage_tax_kip, part.net_kip, part.payable_now_kip))
            for part in plan.members if part.member_id is not None and part.net_kip}


def _three(holding: Holding) -> tuple[int, int, int]:
    return holding.share_count, int(holding.paid_kip), int(holding.unpaid_kip)


def _part(policy: DividendPolicy, year: int, decision: dividends.Appropriation | None, tax_day: date, rates: tuple[Fraction, Fraction],
          line: tuple[str, int, int, str, int, int, int, int], kept: int = 0) -> SurplusPart:
    share_rate_percent, refund_rate = rates
    taxes = [_cut(policy.withholding.rate_on(kind, tax_day) * 100, 2) + "%" for kind in TaxKind]
    capital, dividend, dividend_tax, basis, refund, refund_tax, net, now = line
    basis_exact = Fraction(basis)
    basis_text = _cut(basis_exact, 0) if policy.patronage.basis.is_money else f"{_cut(basis_exact, 3)} {_UNIT[policy.patronage.basis]}"
    rate = refund_rate * 100 if policy.patronage.basis.is_money else refund_rate
    return SurplusPart(
        year, decision is not None, decision.decided_on if decision else None, decision.resolution if decision else "",
        _cut(Fraction(capital), 2), _cut(share_rate_percent, 4) + "%",
        _is_cut(share_rate_percent, 4), dividend, taxes[0], dividend_tax, basis_text,
        _cut(rate, 4) + ("%" if policy.patronage.basis.is_money else ""), _is_cut(rate, 4), refund,
        taxes[1], refund_tax, net, now, net - kept - now, decision.appropriation_id if decision else 0, kept)


_UNIT = {Basis.KG: "kg", Basis.HOURS: "h"}


def _cut(value: Fraction, places: int) -> str:
    """A number with at most so many decimals, the rest cut off."""
    scaled = int(value * 10**places)
    whole, rest = divmod(scaled, 10**places)
    return f"{whole:,}" + (f".{rest:0{places}}".rstrip("0").rstrip(".") if places else "")


def _is_cut(value: Fraction, places: int) -> bool:
    return bool((value * 10**places).denominator != 1)
