"""The member register as kept: today's state in the rows, every earlier state in the chain of events."""

import json
from collections.abc import Iterator
from dataclasses import astuple, fields
from datetime import date
from itertools import islice
from typing import Any

from coopbooks.books import imported
from coopbooks.books.rows_people import MemberRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.heirs import Heir
from coopbooks.coop.members import LookAlike, MemberBrief, MemberDetails, same_person_signs
from coopbooks.i18n import lao
from coopbooks.i18n.latin import latin, latin_key
from coopbooks.ledger.money import Kip

_BRIEF = "member_id, number, title, given_name, family_name, latin_name, village, joined_on, left_on"
_DETAILS = ("number, given_name, joined_on, title, family_name, latin_name, sex, birth_date, id_kind, id_number, village, "
            "district, province, phone, group_name, left_on, left_reason, payment_mode, note, nickname, applied_on, joined_meeting, "
            "leaving_on, left_meeting, id_issued_on, id_issued_by, household, bank_account, language, consents, plot, heirs")
_DAYS = ("joined_on", "left_on", "birth_date", "applied_on", "leaving_on", "id_issued_on")


def number_key(number: str) -> str:
    """Sorts numbers as numbers wherever they stand in the text: 9 before 10, A-7 before A-12."""
    parts: list[str] = []
    for character in number:
        if parts and parts[-1].isdecimal() and character.isdecimal():
            parts[-1] += character
        else:
            parts.append(character)
    return "".join(part.zfill(12) if part.isdecimal() else part for part in parts)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _brief(row: tuple[object, ...]) -> MemberBrief:
    member_id, number, title, given, family, latin, village, joined, left = (
        row[0], *(str(value) if value is not None else "" for value in row[1:]))
    name = " ".join(part for part in (title, given, family) if part)
    return MemberBrief(int(str(member_id)), number, name, latin, village, _day(joined), _day(left))


def keep(tx: Writing, member_id: int | None, details: MemberDetails) -> int:
    """Add a member (None) or change one; returns the id."""
    tx.memo.pop("members", None)
    name = f"{details.given_name} {details.family_name}".strip()
    found_by = (f"{details.title} {name} {details.latin_name} {details.nickname} {details.number} {details.village} {details.phone}")
    plain = {field.name: getattr(details, field.name) for field in fields(details)}
    days = {day: plain[day].isoformat() if plain[day] is not None else None for day in _DAYS}
    kept = {**plain, **days, "consents": ";".join(details.consents), "heirs": _heirs_text(details.heirs)}
    return tx.keep(MemberRow, member_id, **kept, number_key=number_key(details.number), name_key=lao.sort_key(name),
                   search_key=lao.fold(found_by))


def _heirs_text(heirs: tuple[Heir, ...]) -> str:
    return json.dumps([astuple(heir) for heir in heirs], ensure_ascii=False) if heirs else ""


def load_all(tx: Reading) -> dict[int, MemberBrief]:
    """Every member by id, in one query; later questions of this transaction are answered from it."""
    if "members" not in tx.memo:
        found = tx.all(f"SELECT {_BRIEF} FROM member ORDER BY number_key")
        tx.memo["members"] = {brief.member_id: brief for brief in map(_brief, found)}
    known: dict[int, MemberBrief] = tx.memo["members"]
    return known


def brief(tx: Reading, member_id: int) -> MemberBrief:
    """One member. Raises LookupError when there is none."""
    if "members" in tx.memo:
        return load_all(tx)[member_id]
    return _brief(tx.one(f"SELECT {_BRIEF} FROM member WHERE member_id = ?", member_id))


def by_number(tx: Reading, number: str) -> MemberBrief | None:
    """The member with a number."""
    found = tx.maybe(f"SELECT {_BRIEF} FROM member WHERE number = ?", number)
    return _brief(found) if found else None


def details(tx: Reading, member_id: int) -> MemberDetails:
    """Everything the register says of one member today."""
    row = tx.one(f"SELECT {_DETAILS} FROM member WHERE member_id = ?", member_id)
    return _details(dict(zip((name.strip() for name in _DETAILS.split(",")), row, strict=True)))


def all_details(tx: Reading) -> dict[int, MemberDetails]:
    """Everything the register says of everybody today, by id, in order of number; nobody who was taken back with a file."""
    names = [name.strip() for name in _DETAILS.split(",")]
    found = tx.all(f"SELECT member_id, {_DETAILS} FROM member ORDER BY number_key")
    gone = imported.taken_back(tx, "member")
    return {int(row[0]): _details(dict(zip(names, row[1:], strict=True))) for row in found if int(row[0]) not in gone}


def as_known_on(tx: Reading, known_on: date) -> dict[int, MemberDetails]:
    """What the register said of everybody at the close of a day: the last event of each member up to then."""
    found = tx.all("SELECT subject_id, body FROM event WHERE event_id IN (SELECT max(event_id) FROM event "
                   "WHERE kind = 'member' AND substr(recorded_at, 1, 10) <= ? GROUP BY subject_id)", known_on.isoformat())
    names = [name.strip() for name in _DETAILS.split(",")]
    later = {column.name: column.info["later"] for column in MemberRow.__table__.columns if "later" in column.info}
    states = ((int(key), {**later, **json.loads(body)}) for key, body in found)
    gone = imported.taken_back(tx, "member", known_on)
    return {key: _details({name: state[name] for name in names}) for key, state in states if key not in gone}


def _details(state: dict[str, Any]) -> MemberDetails:
    days = {name: _day(state[name]) for name in _DAYS}
    consents = tuple(word for word in state["consents"].split(";") if word)
    heirs = tuple(Heir(*heir) for heir in json.loads(state["heirs"] or "[]"))
    return MemberDetails(**{**state, **days, "consents": consents, "heirs": heirs})


def look_alikes(tx: Reading, details: MemberDetails, but_not: int | None = None) -> tuple[LookAlike, ...]:
    """People of the register who may be the same person as somebody new, with the signs."""
    known = load_all(tx)
    found = ((key, same_person_signs(details, other, lao.fold)) for key, other in all_details(tx).items() if key != but_not)
    return tuple(LookAlike(known[key], signs) for key, signs in found if signs)


def search(tx: Reading, text: str, how_many: int) -> Iterator[MemberBrief]:
    """Members found by any part of name, number, village or phone, in any Lao spelling; an exact number comes first.

    When nobody is found, the text is taken for a name in Latin letters, however it is spelt.
    """
    wanted, gone = lao.fold(text), imported.taken_back(tx, "member")
    found = tx.all(f"SELECT {_BRIEF} FROM member WHERE instr(search_key, ?) "
                   "ORDER BY number <> ?, instr(search_key, ' ' || ?) = 0, number_key LIMIT ?",
                   wanted, text.strip(), wanted, how_many + len(gone))
    spelt = "" if found else latin_key(text)
    named = map(_brief, found) if not spelt else (one for one in load_all(tx).values() if spelt in latin_key(one.latin_name or latin(one.name)))
    return islice((one for one in named if one.member_id not in gone), how_many)


def entry_fee_kip(tx: Reading, member_id: int) -> Kip:
    """The entry fee posted for a member; 0 when none was."""
    (kip,) = tx.one("SELECT coalesce(sum(total_kip), 0) FROM document WHERE member_id = ? AND kind = 'entry-fee'", member_id)
    return Kip(int(kip))
