"""The share certificate: for whom, which shares, and whether it is still valid. Frozen when it was given out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from coopbooks.papers.parts import Check, Label, Letterhead


@dataclass(frozen=True, slots=True)
class ShareCertificate:
    """Everything on the paper, as it was known on the day the certificate was recorded.

    Attributes:
        member_name, latin_name, village: as the register said then.
        class_name: of the shares; empty for a co-op with the ordinary share alone.
        ranges: the share numbers, as 1–50, 77.
        place: village of the co-op, before the day.
        replaces: number of the certificate in whose place it stands; empty for none.
        ended_on, end_reason: when and why it is no longer valid.
        copy_no: 0 for the original, then 1, 2, …
        check: the facts of the square code; its code is that of the book when the certificate was recorded.
    """

    letterhead: Letterhead
    number: str
    member_number: str
    member_name: str
    latin_name: str
    village: str
    class_name: Label
    share_count: int
    ranges: str
    par_value_kip: int
    issued_on: date
    place: Label
    check: Check
    replaces: str = ""
    ended_on: date | None = None
    end_reason: str = ""
    copy_no: int = 0

    @property
    def on(self) -> date:
        """The day of the paper."""
        return self.issued_on

    @property
    def total_kip(self) -> int:
        """What the shares are worth together, at the value of the day."""
        return self.share_count * self.par_value_kip

    def to_json(self) -> dict[str, Any]:
        """The certificate for other programs."""
        return {"number": self.number, "member": self.member_number, "name": self.member_name, "shares": self.share_count,
                "numbers": self.ranges, "par_value_kip": self.par_value_kip, "total_kip": self.total_kip,
                "issued_on": self.issued_on.isoformat(), "replaces": self.replaces,
                "ended_on": self.ended_on.isoformat() if self.ended_on else None, "end_reason": self.end_reason, "code": self.check.code}
