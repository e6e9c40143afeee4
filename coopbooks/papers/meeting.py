"""Papers around the year and its meeting: the list to sign on, a statement in plain sentences, tax slips, and what a treasurer hands over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from coopbooks.coop.paper_settings import CHAIR, INSPECTION, SECRETARY, TREASURER
from coopbooks.i18n.markers import N_
from coopbooks.papers.form import Blank, Form, Head, Party, Sum
from coopbooks.papers.member_statement import MemberStatement
from coopbooks.papers.parts import Check, Column, Label, Letterhead, Listing, Sentence


@dataclass(frozen=True, slots=True)
class Pack:
    """Several accounts in one file: one workbook with a sheet for each, one PDF with a bookmark for each."""

    name: str
    title: str
    letterhead: Letterhead
    listings: tuple[Listing, ...]

    def to_json(self) -> dict[str, Any]:
        """The accounts for other programs, by name."""
        return {one.name: one.to_json() for one in self.listings}


def attendance(letterhead: Letterhead, as_of: date, people: Sequence[tuple[str, str, str]]) -> Form:
    """Everybody with a vote on a day, with room to sign: number, name, village."""
    columns = (Column("#", "count", 7), Column(N_("No."), share=9), Column(N_("Name"), share=34), Column(N_("Village"), share=20),
               Column(N_("Signature or thumbprint"), "sign", 32))
    rows = tuple((place, Label(number, number), Label(name, name), Label(village, village), None)
                 for place, (number, name, village) in enumerate(people, 1))
    return Form("attendance-sheet", N_("Attendance list"), letterhead, on=as_of, heads=(Head(N_("Members with a vote"), len(people), "count"),),
                columns=columns, rows=rows, blanks=(Blank(N_("Members who came"), 1, 33), Blank(N_("By a proxy"), 1, 33), Blank(N_("Guests"), 1, 34)),
                signers=(SECRETARY, CHAIR))


def in_sentences(paper: MemberStatement, report_days: int) -> Form:
    """The member's statement as short sentences, to be read aloud."""
    return Form("talking-statement", N_("Your account in plain words"), paper.letterhead, paper.member_number, paper.last_day,
                party=Party(N_("Member"), paper.member_name, paper.member_number, (paper.village,) if paper.village else ()),
                opening=tuple(_sentences(paper)), closing=(Sentence(
                    N_("Is a figure wrong? Tell the treasurer within {days} days."), {"days": report_days}),),
                signers=(TREASURER, CHAIR), check=paper.check, copy_no=paper.copy_no, document={"sentences": [
                    {"say": one.wording, "facts": {key: str(value) for key, value in one.facts.items()}} for one in _sentences(paper)]},
                decision=paper.surplus.decision if paper.surplus else 0)


def _sentences(paper: MemberStatement) -> list[Sentence]:
    count, paid, unpaid = paper.closing
    told = [Sentence(N_("This is your account from {first_day} to {last_day}."), {"first_day": paper.first_day, "last_day": paper.last_day}),
            Sentence(N_("You hold {count} shares. You have paid {paid_kip} kip for them."), {"count": count, "paid_kip": paid})]
    if unpaid:
        told.append(Sentence(N_("You still have to pay {unpaid_kip} kip for your shares."), {"unpaid_kip": unpaid}))
    if paper.delivered_g:
        told.append(Sentence(N_("You brought us {net_g} kg of produce. It is worth {value_kip} kip."),
                             {"net_g": paper.delivered_g, "value_kip": paper.value_kip}))
        told.append(Sentence(N_("We paid you {paid_kip} kip for produce."), {"paid_kip": paper.paid_for_produce_kip}))
    else:
        told.append(Sentence(N_("You brought no produce in this time.")))
    told.append(Sentence(N_("We still owe you {owed_kip} kip for produce."), {"owed_kip": paper.we_owe_kip}) if paper.we_owe_kip > 0
                else Sentence(N_("We owe you nothing for produce.")))
    if paper.owes_us_kip:
        told.append(Sentence(N_("You still owe us {advance_kip} kip of advances."), {"advance_kip": paper.owes_us_kip}))
    if paper.surplus is not None:
        part = paper.surplus
        told.append(Sentence(N_("For your shares you get {dividend_kip} kip. For your produce you get {refund_kip} kip."),
                             {"dividend_kip": part.share_dividend_kip, "refund_kip": part.patronage_kip}))
        tax = part.share_tax_kip + part.patronage_tax_kip
        if tax:
            told.append(Sentence(N_("{tax_kip} kip of it is tax. We pay it for you."), {"tax_kip": tax}))
        told.append(Sentence(N_("Together you get {net_kip} kip from the surplus of {year}."), {"net_kip": part.net_kip, "year": part.year})
                    if part.is_approved else
                    Sentence(N_("It would be {net_kip} kip from the surplus of {year}. The meeting has not decided yet."),
                             {"net_kip": part.net_kip, "year": part.year}))
    return told


def tax_slip(paper: MemberStatement) -> Form:
    """What tax was kept from a member's part of the surplus. The statement must have an approved part."""
    part = paper.surplus
    if part is None:
        raise LookupError(paper.member_number)
    lines = ((N_("Dividend on shares"), part.share_dividend_kip, part.share_tax_percent, part.share_tax_kip),
             (N_("Patronage refund"), part.patronage_kip, part.patronage_tax_percent, part.patronage_tax_kip))
    tax = part.share_tax_kip + part.patronage_tax_kip
    columns = (Column(N_("Income"), share=34), Column(N_("Amount"), "kip", 20), Column(N_("Rate"), share=12), Column(N_("Tax kept"), "kip", 18),
               Column(N_("Paid out"), "kip", 20))
    rows = tuple((title, gross, Label(percent, percent), kept, gross - kept) for title, gross, percent, kept in lines)
    number = f"{paper.member_number}/{part.year}"
    told = Sentence(N_("We kept this tax from the member's part of the surplus of {year}, by resolution {resolution}."),
                    {"year": part.year, "resolution": part.resolution or "–"})
    return Form("tax-slip", N_("Tax slip"), paper.letterhead, number, paper.last_day,
                party=Party(N_("Member"), paper.member_name, paper.member_number, (paper.village,) if paper.village else ()),
                opening=(told,), columns=columns, rows=rows,
                totals=(N_("Total"), part.share_dividend_kip + part.patronage_kip, "", tax, part.net_kip), words_kip=tax,
                signers=(TREASURER, CHAIR), stamp=True, mark="" if part.is_approved else "draft", copy_no=paper.copy_no,
                check=Check(number, paper.last_day, tax, paper.letterhead.head_code), decision=part.decision)


def handover(letterhead: Letterhead, as_of: date, boxes: Sequence[tuple[Label, int]], last_numbers: Sequence[tuple[str, str]]) -> Form:
    """What one treasurer gives to the next: money by box, the last number of every kind of paper, and the code of the book."""
    columns = (Column(N_("Money box"), share=40), Column(N_("Book says"), "kip", 22), Column(N_("Counted"), "sign", 22))
    told = Sentence(N_("The last papers are: {numbers}."), {"numbers": [number for _, number in last_numbers]})
    code = Sentence(N_("The code of the book is {code}. It must be the same on the new machine."), {"code": letterhead.head_code})
    return Form("handover-sheet", N_("Handing over"), letterhead, on=as_of, columns=columns,
                rows=tuple((name, kip, None) for name, kip in boxes), sums=(Sum(N_("Total"), sum(kip for _, kip in boxes), is_total=True),),
                closing=(told, code), blanks=(Blank(N_("Keys, stamps, cheque books"), 2, 50), Blank(N_("Paper books and folders"), 2, 50),
                                              Blank(N_("Copies of the book, and where they are"), 2), Blank(N_("Still to do"), 2)),
                signers=(N_("Handed over by"), N_("Taken over by"), INSPECTION))
