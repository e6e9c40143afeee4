"""Papers about people: members by village, women and men apart; the settlement with somebody who leaves; the member card."""

from dataclasses import dataclass
from datetime import date

from coopbooks.coop.statistics import Statistics, StatLine
from coopbooks.i18n.markers import N_
from coopbooks.ledger.figures import counted as registered
from coopbooks.papers.accounts import CHAIR, TREASURER
from coopbooks.papers.form import Form, Head, Party, Sum
from coopbooks.papers.parts import Amount, Cell, Check, Column, Label, Letterhead, Listing, Section, Sentence


def members_by_village(letterhead: Letterhead, counted: Statistics) -> Listing:
    """Members of a day by village and sex, with shares, paid-up capital and what they delivered."""
    columns = (Column(N_("Village"), share=30), Column(N_("Women"), "count", 10), Column(N_("Men"), "count", 10),
               Column(N_("Not told"), "count", 10), Column(N_("Members"), "count", 11), Column(N_("Shares"), "count", 11),
               Column(N_("Paid up"), "kip", 18), Column(N_("Delivered"), "kip", 18))
    rows = tuple((Label(str(line.key), "") if line.key else N_("Village not told"), *_figures(line, counted)) for line in counted.by_village)
    document = {"as_of": counted.as_of.isoformat(),
                "villages": [{"village": str(line.key), **_document(line)} for line in counted.by_village],
                "total": _document(counted.everybody)}
    return Listing("members-by-village", N_("Members by village and sex"), N_("As at {as_of}"), {"as_of": counted.as_of}, letterhead,
                   columns, (Section("", rows),), (N_("Total"), *_figures(counted.everybody, counted)), document, signers=(TREASURER, CHAIR))


def _figures(line: StatLine, counted: Statistics) -> tuple[Cell, ...]:
    paid = registered("paid-up", members=line.member_ids, last_day=counted.as_of)
    brought = registered("valued", members=line.member_ids, first_day=counted.first_day, last_day=counted.as_of)
    known = bool(line.member_ids)
    return (line.women, line.men, line.unknown or None, line.total, line.share_count, Amount(line.paid_kip, paid) if known else line.paid_kip,
            Amount(line.delivered_kip, brought) if known else line.delivered_kip)


def _document(line: StatLine) -> dict[str, int]:
    return {"women": line.women, "men": line.men, "not_told": line.unknown, "members": line.total, "shares": line.share_count,
            "paid_up_kip": line.paid_kip, "delivered_kip": line.delivered_kip}


REASONS = {"resigned": N_("resigned"), "expelled": N_("expelled"), "died": N_("died"), "transferred": N_("went to another co-op"), "": ""}


@dataclass(frozen=True, slots=True)
class Leaver:
    """Who left, when and why.

    Attributes:
        owed: what stood between member and co-op at the end of the last day: (message, amount; below 0 the member owes).
        done: what was settled with it, from the notice on: day, paper, message of what it is, amount.
        left_kip: what we still owe now (below 0: the member owes).
        delivered_kip: produce delivered in the fiscal year of the last day, up to it.
        approved_by, approval_code: the second person behind the settlement, and the code of what was approved.
        heirs: of somebody who died: name, percent and part of what is still to be paid.
    """

    number: str
    name: str
    place: tuple[str, ...]
    joined_on: date | None
    last_day: date
    reason: str
    meeting: str
    owed: tuple[tuple[str, int], ...]
    done: tuple[tuple[date, str, str, int], ...]
    left_kip: int
    delivered_kip: int = 0
    approved_by: str = ""
    approval_code: str = ""
    heirs: tuple[tuple[str, str, int], ...] = ()


def settlement(letterhead: Letterhead, leaver: Leaver) -> Form:
    """What was owed both ways on the last day, what was settled since, and what is left."""
    heads = [Head(N_("Last day"), leaver.last_day, "day"), Head(N_("Reason"), REASONS[leaver.reason])]
    heads += [Head(N_("Member from"), leaver.joined_on, "day")] if leaver.joined_on else []
    heads += [Head(N_("Decision"), Label(leaver.meeting, ""))] if leaver.meeting else []
    heads += [Head(N_("Approved by"), Label(f"{leaver.approved_by} · {leaver.approval_code}", ""))] if leaver.approved_by else []
    net = sum(amount for _, amount in leaver.owed)
    rows: list[tuple[Cell, ...]] = [(message, amount if amount > 0 else None, -amount if amount < 0 else None) for message, amount in leaver.owed]
    closing = [Sentence(N_("Paper {number} of {on}, {what}: {amount_kip} ₭."),
                        {"number": number, "on": on, "what": Sentence(what), "amount_kip": amount}) for on, number, what, amount in leaver.done]
    closing.append(Sentence(N_("The member shares in the surplus for shares and deliveries up to {last_day}."), {"last_day": leaver.last_day}))
    if leaver.delivered_kip:
        closing[-1] = Sentence(N_("The member shares in the surplus up to {last_day}, for shares and {delivered_kip} ₭ of produce that year."),
                               {"last_day": leaver.last_day, "delivered_kip": leaver.delivered_kip})
    if leaver.heirs:
        closing.append(Sentence(N_("What is still to be paid goes to the heirs: {parts}."),
                                {"parts": ", ".join(f"{name} {percent}% = {kip:,} ₭" for name, percent, kip in leaver.heirs)}))
    document = {"member": leaver.number, "name": leaver.name, "last_day": leaver.last_day.isoformat(), "reason": leaver.reason,
                "decision": leaver.meeting, "owed_kip": dict(leaver.owed), "net_kip": net,
                "papers": [{"on": on.isoformat(), "number": number, "what": what, "kip": amount} for on, number, what, amount in leaver.done],
                "left_kip": leaver.left_kip, "delivered_kip": leaver.delivered_kip, "approved_by": leaver.approved_by,
                "approval_code": leaver.approval_code,
                "heirs": [{"name": name, "percent": percent, "kip": kip} for name, percent, kip in leaver.heirs]}
    return Form("settlement", N_("Settlement with a member who leaves"), letterhead, on=letterhead.printed_on, heads=tuple(heads),
                party=Party(N_("Member"), leaver.name, leaver.number, leaver.place), amount=(N_("Still to be paid"), leaver.left_kip),
                opening=(Sentence(N_("This was owed on both sides before it was settled:")),),
                columns=(Column(N_("What"), share=50), Column(N_("To the member"), "kip", 25), Column(N_("From the member"), "kip", 25)),
                rows=tuple(rows), sums=(Sum(N_("Together for the member"), net), Sum(N_("Still to be paid"), leaver.left_kip, is_total=True)),
                closing=tuple(closing), signers=(TREASURER, CHAIR, N_("Member or heir"), N_("Witness")), stamp=True, document=document)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose card it is: as the register says; `heirs` are (name, part in percent)."""

    number: str
    name: str
    sex: str
    place: tuple[str, ...]
    joined_on: date
    left_on: date | None
    born_on: date | None
    id_number: str
    share_count: int
    heirs: tuple[tuple[str, str], ...]


_SEX = {"F": N_("F"), "M": N_("M"), "": ""}


def member_card(letterhead: Letterhead, one: Bearer) -> Form:
    """The card a member carries: who, since when, the heirs, signed and stamped; the square code names the head of the book."""
    heads = [Head(N_("Member from"), one.joined_on, "day"), *([Head(N_("Last day"), one.left_on, "day")] if one.left_on else []),
             Head(N_("Shares"), one.share_count, "count"), *([Head(N_("Sex"), _SEX[one.sex])] if one.sex else []),
             *([Head(N_("Born"), one.born_on, "day")] if one.born_on else []),
             *([Head(N_("ID number"), Label(one.id_number, ""))] if one.id_number else [])]
    heirs = (Column(N_("Heir"), share=70), Column(N_("Part %"), share=30)) if one.heirs else ()
    return Form("member-card", N_("Member card"), letterhead, number=one.number, on=letterhead.printed_on, heads=tuple(heads),
                party=Party(N_("Member"), one.name, one.number, one.place), columns=heirs,
                rows=tuple((Label(name, ""), Label(part, "")) for name, part in one.heirs),
                closing=(Sentence(N_("This person is a member of the co-op.")), Sentence(N_("Show this card for deliveries and payments.")))[
                    bool(one.heirs):] if one.left_on is None else (), signers=(N_("Member"), CHAIR), stamp=True,
                check=Check(one.number, one.joined_on, 0, letterhead.head_code), size="A5")
