"""The two papers of a transfer of shares: one for who gives, one for who receives."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coopbooks.i18n.markers import N_
from coopbooks.papers.accounts import CHAIR, TREASURER
from coopbooks.papers.form import Form, Head, Party
from coopbooks.papers.parts import Check, Column, Label, Letterhead, Sentence


@dataclass(frozen=True, slots=True)
class Side:
    """One member of a transfer, with what is held after it: count, numbers and capital."""

    number: str
    name: str
    village: str
    held_count: int
    held_ranges: str
    held_kip: int


@dataclass(frozen=True, slots=True)
class Transfer:
    """What happened, as it was recorded. `meeting` and `reason` may be empty; `code` is for the square code."""

    number: str
    on: date
    giver: Side
    receiver: Side
    share_count: int
    ranges: str
    par_value_kip: int
    meeting: str
    reason: str
    code: str

    @property
    def worth_kip(self) -> int:
        """The shares at the value of the day."""
        return self.share_count * self.par_value_kip


@dataclass(frozen=True, slots=True)
class TransferPapers:
    """Both papers, first the giver's. `mark` is "void" after a reversal; `copy_no` 0 for the original, then 1, 2, …"""

    transfer: Transfer
    papers: tuple[Form, ...]
    copy_no: int = 0
    mark: str = ""

    @property
    def number(self) -> str:
        """The number of both papers."""
        return self.transfer.number

    @property
    def on(self) -> date:
        """The day of the transfer."""
        return self.transfer.on

    def marked(self) -> tuple[Form, ...]:
        """The papers as they are printed now: a copy says so, and so does what is void."""
        return tuple(replace(one, copy_no=self.copy_no, mark=self.mark) for one in self.papers)

    def to_json(self) -> dict[str, Any]:
        """The transfer for other programs."""
        one = self.transfer
        sides = {name: {"member": side.number, "name": side.name, "shares_after": side.held_count, "numbers_after": side.held_ranges,
                        "capital_after_kip": side.held_kip} for name, side in (("from", one.giver), ("to", one.receiver))}
        return {"number": one.number, "on": one.on.isoformat(), **sides, "shares": one.share_count, "numbers": one.ranges,
                "par_value_kip": one.par_value_kip, "worth_kip": one.worth_kip, "meeting": one.meeting, "reason": one.reason, "void": bool(self.mark)}


def transfer_papers(letterhead: Letterhead, one: Transfer, *, void: bool = False) -> TransferPapers:
    """The paper of the giver and the paper of the receiver; void after a reversal."""
    gives = _paper(letterhead, one, one.giver, N_("From member"), N_("{name} gives {count} shares to {other}."), one.receiver,
                   N_("Copy of the giver"))
    takes = _paper(letterhead, one, one.receiver, N_("To member"), N_("{name} receives {count} shares from {other}."), one.giver,
                   N_("Copy of the receiver"))
    return TransferPapers(one, (gives, takes), mark="void" if void else "")


def _paper(letterhead: Letterhead, one: Transfer, side: Side, who: str, sentence: str, other: Side, copy: str) -> Form:
    heads = [Head(N_("Decision"), _own(one.meeting))] if one.meeting else []
    opening = [Sentence(sentence, {"name": f"{side.name} ({side.number})", "count": one.share_count, "other": f"{other.name} ({other.number})"})]
    if one.reason:
        opening.append(Sentence(N_("Reason: {reason}"), {"reason": one.reason}))
    columns = (Column(N_("What"), share=34), Column(N_("Share numbers"), share=36), Column(N_("Shares"), "count", 12),
               Column(N_("Share capital"), "kip", 20))
    moved = N_("Given") if side is one.giver else N_("Received")
    rows = ((moved, _own(one.ranges), one.share_count, one.worth_kip), (N_("Held after it"), _own(side.held_ranges), side.held_count or None,
                                                                        side.held_kip or None))
    closing = (Sentence(N_("One share is worth {par_value_kip} kip. Certificates of shares that moved are no longer valid."),
                        {"par_value_kip": one.par_value_kip}),)
    return Form("share-transfer", N_("Transfer of shares"), letterhead, one.number, one.on, (*heads, Head(N_("Paper"), copy)),
                Party(who, side.name, side.number, (side.village,) if side.village else ()), (N_("Worth"), one.worth_kip), tuple(opening),
                columns, rows, closing=closing, signers=(N_("Giver"), N_("Receiver"), TREASURER, CHAIR), stamp=True,
                check=Check(one.number, one.on, one.worth_kip, one.code))


def _own(text: str) -> Label:
    return Label(text or "–", "")
