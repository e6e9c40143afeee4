"""Papers to take along and fill in: the sheet of the inspection committee, and the form for a count of the stock."""

from collections.abc import Sequence
from datetime import date

from coopbooks.i18n.markers import N_
from coopbooks.papers.accounts import CHAIR, INSPECTION, TREASURER
from coopbooks.papers.form import Blank, Form
from coopbooks.papers.parts import Column, Label, Letterhead


def inspection_sheet(letterhead: Letterhead, as_of: date, found: Sequence[tuple[Label, int]]) -> Form:
    """What the book says on a day of money boxes and accounts, with room for what is found and for what must be done."""
    columns = (Column(N_("What is inspected"), share=34), Column(N_("Book says"), "kip", 20), Column(N_("Found"), "sign", 22),
               Column(N_("Difference"), "sign", 20))
    return Form("inspection-sheet", N_("Inspection sheet"), letterhead, on=as_of, columns=columns,
                rows=tuple((name, kip, None, None) for name, kip in found),
                blanks=(Blank(N_("Papers without a number or a signature"), 1, 50), Blank(N_("Papers that are missing"), 1, 50),
                        Blank(N_("Decisions that were not carried out"), 1, 50), Blank(N_("Copies of the book, and where they are"), 1, 50),
                        Blank(N_("What the committee looked at and found"), 2), Blank(N_("What must be done, by whom and until when"), 1)),
                signers=(INSPECTION, TREASURER, CHAIR), document={
                    "as_of": as_of.isoformat(), "book_says": [{"name": name.en or name.lo, "kip": kip} for name, kip in found]})


def stock_count_form(letterhead: Letterhead, as_of: date, lots: Sequence[tuple[Label, str, str, int]]) -> Form:
    """What the cards say of every lot (product, grade, lot, quantity), with room to write what was weighed."""
    columns = (Column(N_("Product"), share=34), Column(N_("Grade"), share=10), Column(N_("Lot"), share=12), Column(N_("Book says kg"), "kg", 18),
               Column(N_("Counted kg"), "sign", 20), Column(N_("Difference kg"), "sign", 20))
    return Form("stock-count-form", N_("Stock count form"), letterhead, on=as_of, columns=columns,
                rows=tuple((name, Label(grade, ""), Label(lot, ""), milli, None, None) for name, grade, lot, milli in lots),
                blanks=(Blank(N_("Reason of a difference"), 2),), signers=(N_("Counted by"), TREASURER, INSPECTION), document={
                    "as_of": as_of.isoformat(), "lots": [
                        {"product": name.en or name.lo, "grade": grade, "lot": lot, "held_g": milli} for name, grade, lot, milli in lots]})
