"""The accountant's papers from the book: statements with what stands beside them, account cards, the journal, the chart, the budget."""

from datetime import date, timedelta

from coopbooks.books import balances, boxes, chart, explaining, journal, members, produce, settings
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading
from coopbooks.coop.cash import AccountUnknown
from coopbooks.coop.cash_flow import GROUPS, group_of
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import Account, AccountKind, AccountRole
from coopbooks.ledger.figures import BY_HAND, NO_PRODUCT, Figure, moved
from coopbooks.ledger.money import ZERO, Kip
from coopbooks.ledger.periods import Period
from coopbooks.ledger.refusals import RuleBroken, refuse_if
from coopbooks.papers import analysis, books_of_account, statements
from coopbooks.papers.analysis import COMMON, MEMBERS, OTHERS, BusinessLine, Part, PlannedLine, ProductLine, Volumes
from coopbooks.papers.books_of_account import JournalLeg, PostedLine
from coopbooks.papers.parts import Label, Listing, sum_of
from coopbooks.papers.statements import FlowLine, StatementLine, WideLine
from coopbooks.services import budget
from coopbooks.services.printing import letterhead

_DAY = timedelta(days=1)


BEFORE, YEAR_EARLIER, NOTHING = "before", "year", "nothing"
"""What a statement stands beside: the time before it, the same time a year earlier, or nothing."""


def time_before(tx: Reading, period: Period, beside: str = BEFORE) -> Period:
    """What a period is compared with: the month before a whole month, the year before a whole fiscal year, else a year earlier."""
    first, last = period.first_day, period.last_day
    if beside == YEAR_EARLIER:
        return Period(_year_earlier(first), _year_earlier(last))
    is_month = first.day == 1 and (last + _DAY).day == 1 and (first.year, first.month) == (last.year, last.month)
    if is_month:
        return Period((first - _DAY).replace(day=1), first - _DAY)
    coop = settings.profile(tx)
    year = coop.year_of(last)
    return coop.period(year - 1) if coop.period(year) == period else Period(_year_earlier(first), _year_earlier(last))


def day_before(tx: Reading, as_of: date, beside: str = BEFORE) -> date:
    """The day a balance sheet is compared with: the last of the fiscal year before, or the same day a year earlier."""
    if beside == YEAR_EARLIER:
        return _year_earlier(as_of)
    coop = settings.profile(tx)
    return coop.period(coop.year_of(as_of)).first_day - _DAY


def _year_earlier(day: date) -> date:
    # The end of a month stays the end of the month, so that February is compared with February.
    if (day + _DAY).day == 1:
        return (day + _DAY).replace(year=(day + _DAY).year - 1) - _DAY
    return day.replace(year=day.year - 1)


def _beside(paper: Listing, beside: str) -> Listing:
    return statements.alone(paper) if beside == NOTHING else paper


def _results(tx: Reading) -> list[Account]:
    return [account for account in settings.chart(tx).values() if account.kind in (AccountKind.INCOME, AccountKind.EXPENSE)]


def _codes(tx: Reading) -> list[str]:
    return [account.code for account in _results(tx)]


# --- statements -------------------------------------------------------------------------------------------------------
def income_statement(book: Book, period: Period, beside: str = BEFORE) -> Listing:
    """Income and expense of a period beside another."""
    with book.reading() as tx:
        before = time_before(tx, period, beside)
        now, then = (journal.income_and_expense(tx, one.first_day, one.last_day) for one in (period, before))
        kips = [{line.account.code: int(line.kip) for line in (*one.income, *one.expense)} for one in (now, then)]
        lines = [StatementLine(account, kips[0].get(account.code, 0), kips[1].get(account.code, 0)) for account in _results(tx)
                 if account.code in kips[0] or account.code in kips[1]]
        income, expense = ([line for line in lines if line.account.kind is kind] for kind in (AccountKind.INCOME, AccountKind.EXPENSE))
        return _beside(statements.income_statement(letterhead(tx), period, before, income, expense), beside)


def balance_sheet(book: Book, as_of: date, beside: str = BEFORE) -> Listing:
    """What the co-op has and owes on a day, beside another day."""
    with book.reading() as tx:
        before = day_before(tx, as_of, beside)
        now, then = balances.on_day(tx, as_of), balances.on_day(tx, before)
        sides: dict[AccountKind, list[StatementLine]] = {kind: [] for kind in (AccountKind.ASSET, AccountKind.LIABILITY, AccountKind.EQUITY)}
        surplus = [0, 0]
        for key, account in settings.chart(tx).items():
            kips = [int(now.get(key, ZERO)), int(then.get(key, ZERO))]
            if account.kind not in sides:
                surplus = [surplus[0] - kips[0], surplus[1] - kips[1]]
            elif any(kips):
                sign = 1 if account.kind is AccountKind.ASSET else -1
                sides[account.kind].append(StatementLine(account, sign * kips[0], sign * kips[1]))
        return _beside(statements.balance_sheet(letterhead(tx), as_of, before, [*sides.values()], (surplus[0], surplus[1]), _codes(tx)), beside)


def cash_flow(book: Book, period: Period, beside: str = BEFORE) -> Listing:
    """Where money came from and went in a period, beside another."""
    with book.reading() as tx:
        before, money = time_before(tx, period, beside), sorted(boxes.codes(tx))
        keys, known = [tx.account_id(code) for code in money], (_held(tx, period), _held(tx, before))
        flows = [journal.moved_beside(tx, keys, one.first_day, one.last_day) for one in known]
        found: dict[str, tuple[list[str], int, int]] = {}
        for key, account in settings.chart(tx).items():
            if key in flows[0] or key in flows[1]:
                codes, now, then = found.get(group_of(account), ([], 0, 0))
                found[group_of(account)] = ([*codes, account.code], now - flows[0].get(key, 0), then - flows[1].get(key, 0))
        lines = [FlowLine(group, tuple(found[group][0]), *found[group][1:]) for group in GROUPS if group in found]
        opening = [sum(balances.on_day(tx, one.first_day - _DAY).get(key, ZERO) for key in keys) for one in known]
        return _beside(statements.cash_flow(letterhead(tx), period, before, known, money, lines, (opening[0], opening[1])), beside)


def _held(tx: Reading, period: Period) -> Period:
    """The part of a period that the book holds; of one before the book began, no day at all."""
    begins_on = settings.profile(tx).begins_on
    return Period(max(period.first_day, begins_on) if period.last_day >= begins_on else period.last_day + _DAY, period.last_day)


def trial_balance_wide(book: Book, period: Period) -> Listing:
    """Opening, movement and closing of every account in a period."""
    with book.reading() as tx:
        opening = balances.on_day(tx, period.first_day - _DAY)
        sides = journal.sides_between(tx, period.first_day, period.last_day)
        lines = [WideLine(account, int(opening.get(key, ZERO)), *sides.get(key, (0, 0))) for key, account in settings.chart(tx).items()
                 if key in opening or key in sides]
        return statements.trial_balance_wide(letterhead(tx), period, lines)


class MemberUnknown(RuleBroken):
    """A card is of somebody in the register."""

    field, wording = "member", N_("There is no member {number}.")


# --- books ------------------------------------------------------------------------------------------------------------
def account_card(book: Book, account: str, period: Period, member: str | None = None) -> Listing:
    """The card of an account (role or code) for a period; with a member's number only that part of it."""
    with book.reading() as tx:
        whose = members.by_number(tx, member) if member is not None else None
        refuse_if([*([AccountUnknown(account=account)] if not tx.maybe("SELECT 1 FROM account WHERE ? IN (code, role)", account) else []),
                   *([MemberUnknown(number=member)] if member is not None and whose is None else [])])
        card = journal.account_card(tx, account, period.first_day, period.last_day, whose.member_id if whose else None)
        return books_of_account.account_card(
            letterhead(tx), card.account, period, card.opening_kip,
            [PostedLine(line.on, line.number, line.text, line.kip, line.kind, line.posting_id) for line in card.lines],
            Figure((), member_id=whose.member_id if whose else None), whose.name if whose else "")


def journal_of(book: Book, period: Period) -> Listing:
    """Every entry of a period."""
    with book.reading() as tx:
        accounts = {account.code: account for account in settings.chart(tx).values()}
        legs = [JournalLeg(entry.entry_id, entry.on, entry.number, accounts[leg.account_code],
                           " · ".join(part for part in (leg.who, leg.note or entry.note) if part), leg.kip, leg.posting_id)
                for entry in journal.entries(tx, period.first_day, period.last_day) for leg in entry.legs]
        return books_of_account.journal(letterhead(tx), period, legs)


def chart_of_accounts(book: Book, as_of: date) -> Listing:
    """Every account in use with its balance."""
    with book.reading() as tx:
        return books_of_account.chart(letterhead(tx), as_of, [(line.account, line.shown_kip, line.in_use) for line in chart.lines(tx, as_of)])


# --- from other sides -------------------------------------------------------------------------------------------------
def income_by_product(book: Book, period: Period) -> Listing:
    """What each product earned and cost in a period."""
    with book.reading() as tx:
        sold, bought = (explaining.traded(tx, role, period.first_day, period.last_day)
                        for role in (AccountRole.SALES, AccountRole.PRODUCE_COST))
        products = {product.product_id: product for product in produce.all_products(tx)}
        lines = []
        for key in sorted({product for product, _ in (*sold, *bought)}, key=lambda one: (one == NO_PRODUCT, one)):
            income = -sum(kip for (product, _), kip in sold.items() if product == key)
            cost = sum(kip for (product, _), kip in bought.items() if product == key)
            known = products.get(key)
            lines.append(ProductLine(
                known.code if known else "", Label(known.name_lo, known.name_en) if known else Label("ບໍ່ມີຜົນຜະລິດ", "Lines without a product"),
                Part(income, _trade(AccountRole.SALES, period, (key,), credit=True)), Part(cost, _trade(AccountRole.PRODUCE_COST, period, (key,)))))
        return analysis.income_by_product(letterhead(tx), period, lines, _beside_trade(tx, period), _codes(tx))


def _trade(role: AccountRole, period: Period, products: tuple[int, ...], *, credit: bool = False, buyers: str = "") -> Figure:
    return Figure((role.value,), period.first_day, period.last_day, credit=credit, closes=False, products=products, buyers=buyers)


def _beside_trade(tx: Reading, period: Period) -> list[tuple[Account, Part]]:
    """Every income and expense account with what no line of an invoice or slip explains."""
    found = journal.income_and_expense(tx, period.first_day, period.last_day)
    rest = []
    for line in (*found.income, *found.expense):
        role, credit = line.account.role, line.account.kind is AccountKind.INCOME
        if role in (AccountRole.SALES, AccountRole.PRODUCE_COST):
            traded = sum(explaining.traded(tx, role, period.first_day, period.last_day).values())
            by_hand = line.kip - (-traded if credit else traded)
            part = Part(by_hand, _trade(role, period, (BY_HAND,), credit=credit))
        else:
            part = Part(line.kip, moved(line.account.code, first_day=period.first_day, last_day=period.last_day, credit=credit))
        if part.kip:
            rest.append((line.account, part))
    return rest


_FROM_OTHERS, _STOCK_CHANGE, _GOODS = "602", "603", "607"


def income_by_business(book: Book, period: Period) -> Listing:
    """The surplus of the business with members and of the business with others.

    What is sold to members is business with them. So are products sold to others while the co-op buys from members alone, because they
    are what members brought; once it buys produce or goods from others too, such sales are common. What is common is shared by how much
    was bought from and sold to members and others.
    """
    with book.reading() as tx:
        return analysis.income_by_business(letterhead(tx), period, *_by_business(tx, period), _codes(tx))


def _by_business(tx: Reading, period: Period) -> tuple[list[BusinessLine], Volumes]:
    sold = explaining.traded(tx, AccountRole.SALES, period.first_day, period.last_day)
    bought = explaining.traded(tx, AccountRole.PRODUCE_COST, period.first_day, period.last_day)
    rest = _beside_trade(tx, period)
    from_others = sum_of(part.amount for account, part in rest if account.code in (_FROM_OTHERS, _GOODS))
    of_products = COMMON if from_others else MEMBERS
    products = tuple(sorted({product for product, _ in sold} - {NO_PRODUCT}))
    lines = [_sold(sold, period, *row) for row in (
        (of_products, analysis.PRODUCE_SOLD, products, OTHERS), (MEMBERS, analysis.SOLD_TO_MEMBERS, (*products, NO_PRODUCT), MEMBERS),
        (OTHERS, analysis.SERVICES_SOLD, (NO_PRODUCT,), OTHERS))]
    delivered = sum(bought.values())
    figure = _trade(AccountRole.PRODUCE_COST, period, tuple(sorted(product for product, _ in bought)))
    lines.append(BusinessLine(MEMBERS, analysis.PRODUCE_BOUGHT, Part(delivered, figure), is_income=False))
    sold_to_members, services = lines[1].part.amount, lines[2].part.amount
    for account, part in rest:
        business = (MEMBERS if account.role in (AccountRole.MEMBER_FEES, AccountRole.PRODUCE_COST, AccountRole.SECOND_PAYMENT) else
                    OTHERS if account.code == _FROM_OTHERS else of_products if account.code == _STOCK_CHANGE else COMMON)
        lines.append(BusinessLine(business, Label(account.name_lo, account.name_en), part, is_income=account.kind is AccountKind.INCOME))
    seconds = (part.amount for account, part in rest if account.role in (AccountRole.PRODUCE_COST, AccountRole.SECOND_PAYMENT))
    volumes = Volumes(sum_of((Part(delivered, figure).amount, *seconds, sold_to_members)), sum_of((from_others, services)))
    return [line for line in lines if line.part.kip], volumes


def _sold(sold: dict[tuple[int, str], Kip], period: Period, business: str, name: str, products: tuple[int, ...], buyers: str) -> BusinessLine:
    kip = -sum(amount for (product, who), amount in sold.items() if product in products and who == buyers)
    return BusinessLine(business, name, Part(kip, _trade(AccountRole.SALES, period, products, credit=True, buyers=buyers)), is_income=True)


def budget_against_actual(book: Book, period: Period) -> Listing:
    """What was planned and what was posted in a period, as decided until today."""
    with book.reading() as tx:
        lines = [PlannedLine(one.account, one.planned_kip, one.actual_kip, one.year_kip) for one in budget.compared(tx, period, tx.today)]
        coop = settings.profile(tx)
        return analysis.budget_against_actual(letterhead(tx), period, coop.period(coop.year_of(period.last_day)), lines)
