"""Payment runs as kept: orders, states, frozen lines, who was paid; and what each member got for every kilogram."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from coopbooks.books import balances, boxes, members, produce, settings
from coopbooks.books.balances import EVER
from coopbooks.books.rows_produce import PaymentRunLineRow, PaymentRunRow, PaymentRunStateRow, RunPaymentRow, SecondPaymentRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.payment_runs import OWED_ON, Delivered, Earned, KeptRun, MakeRun, PayFacts, PayRun, RunFacts, RunLine
from coopbooks.ledger.accounts import AccountRole
from coopbooks.ledger.money import ZERO, Kip

PREFIX = "PR"
"""Letters before a run's number. A draft that is given up keeps its number too."""


# --- writing ----------------------------------------------------------------------------------------------------------
def keep_run(tx: Writing, order: MakeRun) -> int:
    """Begin a run; returns its id."""
    (count,) = tx.one("SELECT count(*) FROM payment_run")
    return tx.decide(PaymentRunRow, number=f"{PREFIX}-{count + 1:04}", kind=order.kind, made_on=order.on.isoformat(),
                     first_day=order.first_day.isoformat(), last_day=order.last_day.isoformat(), product_id=order.product_id, grade=order.grade,
                     rate_kip=order.rate_kip, pool_kip=order.pool_kip, payout_unit_kip=order.payout_unit_kip, note=order.note)


def keep_state(tx: Writing, run_id: int, state: str, on: date, person: str, reason: str = "") -> int:
    """Append that a run reached a state; returns the state's id."""
    return tx.decide(PaymentRunStateRow, payment_run_id=run_id, state=state, state_on=on.isoformat(), person=person, reason=reason)


def keep_lines(tx: Writing, run_id: int, state_id: int, lines: tuple[RunLine, ...]) -> None:
    """Append the lines of a calculation."""
    for line in lines:
        tx.decide(PaymentRunLineRow, payment_run_id=run_id, payment_run_state_id=state_id, member_id=line.member_id, net_g=line.net_g,
                  earned_kip=line.earned_kip, before_kip=line.before_kip, amount_kip=line.amount_kip, carried_kip=line.carried_kip)


def keep_earned(tx: Writing, entry_id: int, document_id: int, run_id: int, parts: tuple[Earned, ...]) -> None:
    """Append what a second payment adds to its open entry."""
    for one in parts:
        if one.kip:
            tx.append(SecondPaymentRow, entry_id=entry_id, document_id=document_id, payment_run_id=run_id, member_id=one.member_id,
                      product_id=one.product_id, grade=one.grade, net_g=one.net_g, amount_kip=one.kip)


def keep_payment(tx: Writing, entry_id: int, document_id: int, line_id: int, amount_kip: int) -> None:
    """Append that a member was paid to the open entry."""
    tx.append(RunPaymentRow, entry_id=entry_id, document_id=document_id, payment_run_line_id=line_id, amount_kip=amount_kip)


# --- reading ----------------------------------------------------------------------------------------------------------
_RUN = """
SELECT r.payment_run_id, r.number, kind, made_on, first_day, last_day, product_id, grade, rate_kip, pool_kip, payout_unit_kip, note,
       s.state, (SELECT c.payment_run_state_id FROM payment_run_state AS c WHERE c.payment_run_id = r.payment_run_id
                 AND c.state = 'calculated' ORDER BY 1 DESC LIMIT 1) AS calculation
  FROM payment_run AS r JOIN payment_run_state AS s ON s.payment_run_state_id =
       (SELECT max(payment_run_state_id) FROM payment_run_state WHERE payment_run_id = r.payment_run_id)
"""


def all_runs(tx: Reading) -> list[KeptRun]:
    """Every run with its lines, newest first."""
    lines: dict[int, list[RunLine]] = {}
    for state_id, *values in tx.all("SELECT payment_run_state_id, member_id, net_g, earned_kip, before_kip, amount_kip, carried_kip "
                                    "FROM payment_run_line ORDER BY payment_run_line_id"):
        lines.setdefault(int(state_id), []).append(RunLine(*values))
    people = _makers(tx)
    return [_kept(row, tuple(lines.get(row[-1] or 0, ())), people) for row in tx.all(_RUN + "ORDER BY r.payment_run_id DESC")]


def run(tx: Reading, run_id: int) -> KeptRun:
    """One run. Raises LookupError when there is none."""
    row = tx.one(_RUN + "WHERE r.payment_run_id = ?", run_id)
    lines = tx.all("SELECT member_id, net_g, earned_kip, before_kip, amount_kip, carried_kip FROM payment_run_line "
                   "WHERE payment_run_id = ? AND payment_run_state_id = ? ORDER BY payment_run_line_id", run_id, row[-1] or 0)
    return _kept(row, tuple(RunLine(*line) for line in lines), _makers(tx))


def _makers(tx: Reading) -> dict[int, str]:
    """Who calculated last, by calculation."""
    return {int(key): str(person) for key, person in tx.all("SELECT payment_run_state_id, person FROM payment_run_state")}


def _kept(row: tuple[object, ...], lines: tuple[RunLine, ...], people: Mapping[int, str]) -> KeptRun:
    key, number, kind, made_on, first_day, last_day, product_id, grade, rate, pool, unit, note, state, calculation = row
    order = MakeRun(str(kind), date.fromisoformat(str(made_on)), date.fromisoformat(str(first_day)), date.fromisoformat(str(last_day)),
                    int(str(product_id)) if product_id is not None else None, str(grade), Kip(int(str(rate))), Kip(int(str(pool))),
                    Kip(int(str(unit))), str(note))
    return KeptRun(int(str(key)), str(number), order, str(state), people.get(int(str(calculation or 0)), ""), lines)


def line_ids(tx: Reading, run_id: int) -> dict[int, int]:
    """The ids of the last calculation's lines, by member."""
    return {int(member): int(key) for member, key in tx.all(
        "SELECT member_id, max(payment_run_line_id) FROM payment_run_line WHERE payment_run_id = ? GROUP BY member_id", run_id)}


def paid_in(tx: Reading, run_id: int) -> dict[int, Kip]:
    """What stands as paid in a run, by member; reversed payments are taken off."""
    return {int(member): Kip(kip) for member, kip in tx.all(
        "SELECT member_id, sum(p.amount_kip) FROM run_payment AS p JOIN payment_run_line AS l USING (payment_run_line_id) "
        "WHERE l.payment_run_id = ? GROUP BY member_id HAVING sum(p.amount_kip) <> 0", run_id)}


def reserved(tx: Reading, kind: str) -> dict[int, Kip]:
    """What approved runs of a kind are still to pay, by member: it is in no other run."""
    found: dict[int, Kip] = {}
    for one in all_runs(tx):
        if one.order.kind == kind and one.state == "approved":
            paid = paid_in(tx, one.payment_run_id)
            for line in one.lines:
                if not paid.get(line.member_id):
                    found[line.member_id] = Kip(found.get(line.member_id, 0) + line.amount_kip)
    return found


def _account(tx: Reading, role: AccountRole) -> int:
    # A book from before second payments gets the role with its first run.
    try:
        return tx.account_id(role)
    except LookupError:
        return 0


def owed_on(tx: Reading, kind: str) -> dict[int, Kip]:
    """What each member is owed on the account of a kind of run, with everything that is in the book."""
    account_id = _account(tx, OWED_ON[kind])
    return {member: Kip(-kip) for member, kip in balances.of_members_on(tx, account_id, EVER).items()} if account_id else {}


def facts_for(tx: Reading, order: MakeRun) -> RunFacts:
    """What the rule judges when a run begins or is calculated."""
    if order.kind not in OWED_ON:
        return RunFacts(settings.open_days(tx), produce.products(tx), (), {})
    held = reserved(tx, order.kind)
    owed = {member: Kip(kip - held.get(member, 0)) for member, kip in owed_on(tx, order.kind).items() if kip > held.get(member, 0)}
    if order.kind == "first":
        return RunFacts(settings.open_days(tx), produce.products(tx), (), owed)
    found = tx.all(
        "SELECT l.member_id, m.number_key, product_id, grade, sum(net_g) FROM delivery_line AS l JOIN member AS m USING (member_id) "
        "WHERE doc_date BETWEEN ?1 AND ?2 AND (?3 IS NULL OR product_id = ?3) AND (?4 = '' OR grade = ?4) "
        "GROUP BY 1, 3, 4 HAVING sum(net_g) > 0", order.first_day.isoformat(), order.last_day.isoformat(), order.product_id, order.grade)
    return RunFacts(settings.open_days(tx), produce.products(tx), tuple(Delivered(*row) for row in found), owed, _same_before(tx, order))


def lines_of(tx: Reading, order: MakeRun, member_ids: Iterable[int]) -> tuple[tuple[int, ...], int]:
    """The lines of slips of some members that a run counts, and their net weight."""
    found = tx.all("SELECT delivery_line_id, net_g FROM delivery_line WHERE doc_date BETWEEN ?1 AND ?2 AND (?3 IS NULL OR product_id = ?3) "
                   "AND (?4 = '' OR grade = ?4) AND member_id IN (SELECT value FROM json_each(?5)) ORDER BY 1", order.first_day.isoformat(),
                   order.last_day.isoformat(), order.product_id, order.grade, json.dumps(list(member_ids)))
    return tuple(int(key) for key, _ in found), sum(int(net_g) for _, net_g in found)


def _same_before(tx: Reading, order: MakeRun) -> tuple[str, ...]:
    """Second payments that stand, for days, product and grade that this one is for too."""
    same = []
    for one in all_runs(tx):
        other = one.order
        if (other.kind == "second" and one.state in ("approved", "paid")
                and other.first_day <= order.last_day and order.first_day <= other.last_day
                and (None in (other.product_id, order.product_id) or other.product_id == order.product_id)
                and ("" in (other.grade, order.grade) or other.grade == order.grade)):
            same.append(one.number)
    return tuple(reversed(same))


def facts_for_pay(tx: Reading, order: PayRun) -> PayFacts:
    """What the rule judges when members of a run are paid."""
    from coopbooks.books import approvals

    kept = run(tx, order.payment_run_id)
    names = {key: one.name for key, one in members.load_all(tx).items()}
    box = None if tx.memo.get("cash_judged_later") else boxes.held_kip(tx, order.money)
    return PayFacts(kept, approvals.standing(tx, "payment-run", kept.number), paid_in(tx, order.payment_run_id), owed_on(tx, kept.order.kind),
                    names, box, settings.open_days(tx))


def entry_of(tx: Reading, run_id: int) -> int | None:
    """The document that approved a second payment and stands, if any."""
    found = tx.maybe("SELECT max(document_id) FROM second_payment AS s WHERE payment_run_id = ? AND amount_kip > 0 AND NOT EXISTS "
                     "(SELECT 1 FROM entry AS r WHERE r.reverses = s.entry_id)", run_id)
    return int(found[0]) if found and found[0] is not None else None


def run_of_paper(tx: Reading, entry_id: int) -> int | None:
    """The run whose second payment an entry posted, if it did."""
    found = tx.maybe("SELECT payment_run_id FROM second_payment WHERE entry_id = ? LIMIT 1", entry_id)
    return int(found[0]) if found else None


@dataclass(frozen=True, slots=True)
class PerKg:
    """What a member got for one product and grade: kilograms, paid at the scale, and by second payments."""

    product_id: int
    grade: str
    net_g: int
    first_kip: Kip
    second_kip: Kip

    @property
    def kip_per_kg(self) -> Kip:
        """Both together for a kilogram, cut to whole kip."""
        return Kip((self.first_kip + self.second_kip) * 1000 // self.net_g) if self.net_g > 0 else ZERO


def per_kg(tx: Reading, first_day: date, last_day: date, member_id: int | None = None) -> dict[int, list[PerKg]]:
    """What each member got in a period for every product and grade; second payments count where their season ends in it."""
    sums: dict[tuple[int, int, str], list[int]] = {}
    for member, product, grade, net_g, kip in tx.all(
            "SELECT member_id, product_id, grade, sum(net_g), sum(amount_kip) FROM delivery_line WHERE doc_date BETWEEN ?1 AND ?2 "
            "AND (?3 IS NULL OR member_id = ?3) GROUP BY 1, 2, 3", first_day.isoformat(), last_day.isoformat(), member_id):
        sums[member, product, grade] = [net_g, kip, 0]
    for member, product, grade, kip in tx.all(
            "SELECT member_id, s.product_id, s.grade, sum(amount_kip) FROM second_payment AS s JOIN payment_run AS r USING (payment_run_id) "
            "WHERE r.last_day BETWEEN ?1 AND ?2 AND (?3 IS NULL OR member_id = ?3) GROUP BY 1, 2, 3", first_day.isoformat(),
            last_day.isoformat(), member_id):
        sums.setdefault((member, product, grade), [0, 0, 0])[2] += kip
    found: dict[int, list[PerKg]] = {}
    for (member, product, grade), (net_g, first_kip, second_kip) in sorted(sums.items()):
        if net_g or first_kip or second_kip:
            found.setdefault(member, []).append(PerKg(product, grade, net_g, Kip(first_kip), Kip(second_kip)))
    return found
