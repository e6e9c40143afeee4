"""The day sheet and the price list: what was taken in on a day, and what is paid for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coopbooks.i18n.markers import N_
from coopbooks.papers.accounts import CHAIR, TREASURER
from coopbooks.papers.parts import Column, Label, Letterhead, Listing, Section

_PAID = {"later": N_("Later"), "cash": N_("Cash"), "bank": N_("Bank")}


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line of a day sheet; negative where a slip was reversed on that day."""

    number: str
    member_number: str
    member_name: str
    product: str
    grade: str
    net_g: int
    price_kip: int
    amount_kip: int
    advance_kip: int
    paid: str


def day_sheet(letterhead: Letterhead, on: date, lines: Sequence[DayLine]) -> Listing:
    """Every slip of a day in the order of their numbers, with the weight and value of the day."""
    net_g, amount, advance = (sum(line.net_g for line in lines), sum(line.amount_kip for line in lines), sum(line.advance_kip for line in lines))
    document = {"on": on.isoformat(), "lines": [
        {"number": line.number, "member": line.member_number, "product": line.product, "grade": line.grade, "net_g": line.net_g,
         "price_kip": line.price_kip, "amount_kip": line.amount_kip, "advance_kip": line.advance_kip, "paid": line.paid} for line in lines],
        "net_g": net_g, "amount_kip": amount, "advance_kip": advance}
    rows = tuple((line.number, line.member_number, Label(line.member_name, ""), line.product, line.grade, line.net_g, line.price_kip,
                  line.amount_kip, line.advance_kip or None, _PAID.get(line.paid, "")) for line in lines)
    columns = (Column(N_("Slip no."), share=11), Column(N_("No."), share=7), Column(N_("Name"), share=22), Column(N_("Product"), share=9),
               Column(N_("Grade"), share=7), Column(N_("Net kg"), "kg", 10), Column(N_("Price"), "kip", 10), Column(N_("Amount"), "kip", 14),
               Column(N_("Set off"), "kip", 12), Column(N_("Payment"), share=14))
    return Listing("day-sheet", N_("Day sheet of produce"), N_("On {on}"), {"on": on}, letterhead, columns, (Section("", rows),),
                   ("", "", N_("Total"), None, None, net_g, None, amount, advance, None), document, wide=True, signers=(TREASURER, CHAIR))


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One product and grade of a price list, with how it is taken in."""

    code: str
    name: Label
    grade: str
    price_kip: int
    bag_g: int
    base_moisture: str
    off_kip_per_kg: int


def price_list(letterhead: Letterhead, on: date, lines: Sequence[PriceLine]) -> Listing:
    """What is paid on a day for every product and grade."""
    document = {"as_of": on.isoformat(), "prices": [
        {"product": line.code, "grade": line.grade, "price_kip": line.price_kip, "bag_g": line.bag_g, "base_moisture": line.base_moisture,
         "off_kip_per_kg": line.off_kip_per_kg} for line in lines]}
    rows = tuple((line.code, line.name, line.grade, line.price_kip or None, line.bag_g or None,
                  f"{line.base_moisture}%" if line.base_moisture else "", line.off_kip_per_kg or None) for line in lines)
    columns = (Column(N_("Code"), share=9), Column(N_("Product"), share=30), Column(N_("Grade"), share=9), Column(N_("Price of a kg"), "kip", 15),
               Column(N_("Off a sack, kg"), "kg", 13), Column(N_("Moisture up to"), share=13), Column(N_("Off a kg"), "kip", 12))
    return Listing("price-list", N_("Price list"), N_("As at {as_of}"), {"as_of": on}, letterhead, columns, (Section("", rows),), (), document,
                   signers=(TREASURER, CHAIR))
