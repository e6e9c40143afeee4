"""The tables of people and shares: the member register with its lists and scans, the share register with its papers.

Part of `books.rows`, which lists every table. A column that came after the first released book names in `later` what it holds
where a row was recorded before: the chain's events of then say nothing of it, and stay true.
"""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coopbooks.books.base import STRICT, Row, day_check, entry_key, event_key, kip_check, length_check, one_of


def _later(value: str | int | None, comment: str | None = None) -> Mapped[Any]:
    return mapped_column(info={"later": value}, comment=comment)


class MemberRow(Row):
    """A person of the register as known today: applicant (no `joined_on`), member, leaving, or left.

    `left_on` is the last day of membership, inclusive.
    """

    __tablename__ = "member"
    __table_args__ = (
        one_of("member", "sex", ("F", "M", "")),
        one_of("member", "payment_mode", ("cash", "bank", "wallet", "reinvest")),
        one_of("member", "left_reason", ("", "resigned", "expelled", "died", "transferred")),
        one_of("member", "language", ("", "lo", "en", "lo+en")),
        *(day_check("member", name) for name in ("joined_on", "left_on", "birth_date", "applied_on", "leaving_on", "id_issued_on")),
        *(length_check("member", name) for name in (
            "number", "title", "given_name", "family_name", "latin_name", "id_kind", "id_number", "village", "district",
            "province", "phone", "group_name", "note", "nickname", "joined_meeting", "left_meeting", "id_issued_by", "household",
            "bank_account", "consents", "plot")),
        length_check("member", "heirs", 20_000),
        Index("member_by_name", "name_key"), STRICT,
    )
    member_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    number_key: Mapped[str] = mapped_column(comment="sorts numbers as numbers: 9 before 10")
    title: Mapped[str]
    given_name: Mapped[str]
    family_name: Mapped[str]
    latin_name: Mapped[str]
    sex: Mapped[str]
    birth_date: Mapped[str | None]
    id_kind: Mapped[str]
    id_number: Mapped[str]
    village: Mapped[str]
    district: Mapped[str]
    province: Mapped[str]
    phone: Mapped[str]
    group_name: Mapped[str]
    joined_on: Mapped[str | None] = mapped_column(comment="first day of membership; empty for an applicant")
    left_on: Mapped[str | None]
    left_reason: Mapped[str]
    payment_mode: Mapped[str]
    note: Mapped[str]
    nickname: Mapped[str] = _later("")
    applied_on: Mapped[str | None] = _later(None)
    joined_meeting: Mapped[str] = _later("", "meeting or resolution that admitted")
    leaving_on: Mapped[str | None] = _later(None, "day the notice of leaving was given")
    left_meeting: Mapped[str] = _later("")
    id_issued_on: Mapped[str | None] = _later(None)
    id_issued_by: Mapped[str] = _later("")
    household: Mapped[str] = _later("", "name of the household in the list of households")
    bank_account: Mapped[str] = _later("")
    language: Mapped[str] = _later("", "of the papers for this person; empty = the book's")
    consents: Mapped[str] = _later("", "words separated by ;")
    plot: Mapped[str] = _later("", "plots, hives or stills")
    heirs: Mapped[str] = _later("", "JSON list of [name, relation, percent, phone, member number]")
    name_key: Mapped[bytes] = mapped_column(comment="Lao dictionary order of the shown name")
    search_key: Mapped[str] = mapped_column(comment="folded name, number, village, phone: what the find box looks in")
    event_id: Mapped[int] = event_key()


class ListItemRow(Row):
    """A village, group or household that people are sorted into. Members carry its name, so that imports may bring new ones."""

    __tablename__ = "list_item"
    __table_args__ = (
        UniqueConstraint("list", "name"), one_of("list_item", "list", ("village", "group", "household")),
        *(length_check("list_item", name) for name in ("name", "latin_name", "district", "province", "note")),
        CheckConstraint("is_used IN (0, 1)", name="list_item_is_used_or_not"), STRICT,
    )
    list_item_id: Mapped[int] = mapped_column(primary_key=True)
    list: Mapped[str]
    name: Mapped[str]
    latin_name: Mapped[str]
    district: Mapped[str]
    province: Mapped[str]
    note: Mapped[str]
    is_used: Mapped[int]
    name_key: Mapped[bytes]
    event_id: Mapped[int] = event_key()


class ContentRow(Row):
    """The bytes of a photo or scan, once for each different content. Proved by their digest, which stands in the attachment's event."""

    __tablename__ = "content"
    __table_args__ = (CheckConstraint("length(sha256) = 64", name="content_has_a_digest"),
                      CheckConstraint("length(body) <= 20000000", name="content_body_is_short"), STRICT)
    content_id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    body: Mapped[bytes]


class AttachmentRow(Row):
    """A photo or scanned paper of a member or a document; one that is taken away stays in the trail and is no longer shown."""

    __tablename__ = "attachment"
    __table_args__ = (
        one_of("attachment", "subject", ("member", "document", "cooperative", "meeting")),
        one_of("attachment", "kind", ("photo", "id-paper", "application", "decision", "heirs", "logo", "other")),
        length_check("attachment", "name"), day_check("attachment", "added_on"),
        CheckConstraint("length(sha256) = 64", name="attachment_has_a_digest"),
        Index("attachment_by_subject", "subject", "subject_id"), STRICT,
    )
    attachment_id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str]
    subject_id: Mapped[int]
    kind: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    sha256: Mapped[str]
    added_on: Mapped[str]
    takes_away: Mapped[int | None] = mapped_column(comment="the attachment that is no longer shown")
    event_id: Mapped[int] = event_key()


class ShareClassRow(Row):
    """A kind of share. A book without any has the ordinary share alone."""

    __tablename__ = "share_class"
    __table_args__ = (*(length_check("share_class", name) for name in ("code", "name_lo", "name_en")),
                      CheckConstraint("is_used IN (0, 1)", name="share_class_is_used_or_not"), STRICT)
    share_class_id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name_lo: Mapped[str]
    name_en: Mapped[str]
    is_used: Mapped[int]
    event_id: Mapped[int] = event_key()


class ShareTermsRow(Row):
    """What one share of a class costs, how many one may hold and how it is paid, as decided from a day on."""

    __tablename__ = "share_terms"
    __table_args__ = (day_check("share_terms", "since"), kip_check("share_terms", "par_value_kip"),
                      CheckConstraint("par_value_kip > 0", name="share_has_a_value"), STRICT)
    terms_id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[str]
    par_value_kip: Mapped[int]
    least_count: Mapped[int]
    most_percent: Mapped[str] = mapped_column(comment="largest holding in percent of all shares; empty = no limit")
    basis: Mapped[str]
    class_code: Mapped[str] = _later("A")
    instalment_months: Mapped[int] = _later(0, "months in which a share is to be paid up; 0 = no limit")
    first_part_percent: Mapped[str] = _later("", "least part paid at once; empty = none")
    notice_days: Mapped[int] = _later(0, "days from notice to redemption")
    redeem_percent: Mapped[str] = _later("", "most shares taken back in a year, in percent of all; empty = no limit")
    event_id: Mapped[int] = event_key()


class ShareLineRow(Row):
    """One movement of the share register. Counts and amounts are signed; `paid_kip` is the change of what is paid up."""

    __tablename__ = "share_line"
    __table_args__ = (
        one_of("share_line", "kind", ("opening", "subscribe", "pay", "transfer", "redeem", "bonus", "cancel", "convert", "par-change",
                                      "reversal")),
        day_check("share_line", "effective_on"), kip_check("share_line", "capital_kip"), kip_check("share_line", "paid_kip"),
        Index("share_line_by_member", "member_id", "effective_on"), Index("share_line_by_entry", "entry_id"), STRICT,
    )
    share_line_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.member_id"))
    effective_on: Mapped[str]
    kind: Mapped[str]
    share_count: Mapped[int]
    capital_kip: Mapped[int] = mapped_column(comment="shares at par of the day")
    paid_kip: Mapped[int]
    other_member_id: Mapped[int | None] = mapped_column(ForeignKey("member.member_id"), comment="the other side of a transfer")


class ShareExtraRow(Row):
    """What a movement says beyond the ordinary: another class of share, or share numbers that were chosen."""

    __tablename__ = "share_extra"
    __table_args__ = (Index("share_extra_by_line", "share_line_id"), Index("share_extra_by_entry", "entry_id"),
                      length_check("share_extra", "numbers", 5_000), STRICT)
    share_extra_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    share_line_id: Mapped[int] = mapped_column(ForeignKey("share_line.share_line_id"))
    class_code: Mapped[str]
    numbers: Mapped[str] = mapped_column(comment="chosen share numbers, as 1-50,77; empty = by the rule of the register")


class DecisionRow(Row):
    """The meeting, notice and reason behind a paper of the share register."""

    __tablename__ = "decision"
    __table_args__ = (day_check("decision", "notice_on"), length_check("decision", "meeting"), length_check("decision", "reason"),
                      Index("decision_by_entry", "entry_id"), STRICT)
    decision_id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = entry_key()
    document_id: Mapped[int] = mapped_column(ForeignKey("document.document_id"))
    meeting: Mapped[str]
    notice_on: Mapped[str | None]
    reason: Mapped[str]


class PledgeRow(Row):
    """Shares that stand as security for a debt (count above 0), or are free again (below 0)."""

    __tablename__ = "pledge"
    __table_args__ = (day_check("pledge", "pledged_on"), length_check("pledge", "basis"),
                      CheckConstraint("share_count <> 0", name="pledge_binds_or_frees"), Index("pledge_by_member", "member_id"), STRICT)
    pledge_id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.member_id"))
    class_code: Mapped[str]
    pledged_on: Mapped[str]
    share_count: Mapped[int]
    basis: Mapped[str]
    event_id: Mapped[int] = event_key()


class CertificateRow(Row):
    """A share certificate as it was given out. Its numbers and count are frozen; what ended it stands in `certificate_end`."""

    __tablename__ = "certificate"
    __table_args__ = (day_check("certificate", "issued_on"), UniqueConstraint("number"), length_check("certificate", "number"),
                      length_check("certificate", "numbers", 5_000), CheckConstraint("share_count > 0", name="certificate_is_for_shares"),
                      Index("certificate_by_member", "member_id"), STRICT)
    certificate_id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    member_id: Mapped[int] = mapped_column(ForeignKey("member.member_id"))
    class_code: Mapped[str]
    issued_on: Mapped[str]
    share_count: Mapped[int]
    par_value_kip: Mapped[int]
    numbers: Mapped[str]
    replaces: Mapped[int | None] = mapped_column(ForeignKey("certificate.certificate_id"))
    event_id: Mapped[int] = event_key()


class CertificateEndRow(Row):
    """Why and when a certificate is no longer valid."""

    __tablename__ = "certificate_end"
    __table_args__ = (day_check("certificate_end", "ended_on"), UniqueConstraint("certificate_id"), length_check("certificate_end", "note"),
                      one_of("certificate_end", "reason", ("changed", "lost", "damaged", "left")), STRICT)
    certificate_end_id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.certificate_id"))
    ended_on: Mapped[str]
    reason: Mapped[str]
    note: Mapped[str]
    event_id: Mapped[int] = event_key()
