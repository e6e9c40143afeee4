"""Every deed of the window by name, with an order read from JSON: so that everything works headless too.

An order's fields are the fields of its class; days are ISO texts, amounts whole numbers. Who and what may be named by their numbers:
`member`, `to_member`, `customer`, `product` instead of the ids; `body_file` instead of `body` for a photo or scan.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from coopbooks.books import boxes
from coopbooks.books.transaction import Reading
from coopbooks.coop import months as month_rules
from coopbooks.coop.attachments import KINDS as ATTACHMENT_KINDS
from coopbooks.coop.lists import LISTS
from coopbooks.coop.meeting import DECISIONS
from coopbooks.coop.policy import DividendPolicy
from coopbooks.coop.policy_text import policy_from_toml
from coopbooks.coop.shares import PAID_FROM
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountKind
from coopbooks.ledger.money import MAX_LINE_KIP
from coopbooks.ledger.refusals import Refused, RuleBroken
from coopbooks.services import (
    agm,
    attachments,
    budget,
    cash,
    certificates,
    chart,
    dividends,
    drafts,
    inheriting,
    intake,
    journal,
    leaving,
    lists,
    members,
    months,
    numbering,
    paper_settings,
    payment_runs,
    payout,
    produce,
    reversal,
    sales,
    set_off,
    shares,
    sharing_rules,
    stock,
    trade_papers,
    yearend,
)
from coopbooks.services.imports import undo
from coopbooks.services.imports.cells import NotOnList, NumberTooLarge
from coopbooks.services.imports.kinds import SHARE_KINDS
from coopbooks.services.money_deeds import BOX_FIELDS, MONEY_DEEDS, MONEY_NUMBERS
from coopbooks.services.outcome import Action

DEEDS: dict[str, Action[Any]] = {
    "admit-member": members.admit_member, "join": members.join_coop, "admit-applicant": members.admit_applicant,
    "change-member": members.change_member, "give-notice": leaving.give_notice, "leave": leaving.leave_coop,
    "keep-list-item": lists.keep_list_item, "attach": attachments.attach_file, "take-away": attachments.take_away_file,
    "share": shares.record_share_order, "collect-instalments": shares.collect_instalments, "pledge": shares.pledge_shares,
    "pass-to-heirs": inheriting.pass_to_heirs, "set-off": set_off.set_off_debts, "redeem-and-settle": set_off.redeem_and_settle,
    "change-terms": shares.change_terms, "keep-share-class": shares.keep_share_class,
    "issue-certificate": certificates.issue_certificate, "issue-certificates": certificates.issue_certificates,
    "end-certificate": certificates.end_certificate,
    "add-product": produce.add_product, "set-price": produce.set_price, "set-prices": intake.set_prices,
    "set-product-terms": intake.set_product_terms, "set-recovery": intake.set_recovery, "record-delivery": produce.record_delivery,
    "make-run": payment_runs.make_run, "calculate-run": payment_runs.calculate_run, "approve-run": payment_runs.approve_run,
    "pay-run": payment_runs.pay_run, "count-stock": stock.count_stock, "process-lot": stock.process_lot,
    "undo-processing": stock.undo_processing, "end-run": payment_runs.end_run, "void-run": payment_runs.void_run,
    "give-advance": produce.give_advance, "pay-producer": produce.pay_producer, "add-customer": sales.add_customer,
    "issue-invoice": sales.issue_invoice, "take-receipt": sales.take_receipt, "pay-expense": cash.pay_expense,
    "transfer-money": cash.transfer_money, **MONEY_DEEDS, "keep-agm-report": agm.keep_agm_report,
    "change-setting": paper_settings.change_setting,
    "set-logo": paper_settings.set_logo, "post-entry": journal.post_entry, "reverse": reversal.reverse_paper,
    "post-opening": journal.post_opening, "add-account": chart.add_account, "change-account": chart.change_account,
    "set-month": months.set_month, "set-budget": budget.set_budget,
    "close-year": dividends.close_year, "reopen-year": yearend.reopen_year, "cover-loss": yearend.cover_loss, "keep-plan": yearend.keep_plan,
    "decide-sharing": yearend.decide_sharing, "post-sharing": yearend.post_sharing, "pay-dividends": payout.pay_dividends,
    "leave-on-account": payout.leave_on_account, "redeem-revolving": payout.redeem_revolving, "change-policy": sharing_rules.change_policy,
    "change-customer": sales.change_customer, "credit-invoice": sales.credit_invoice,
    "write-off": sales.write_off, "use-money-on-account": sales.use_money_on_account, "decide-vat": sales.decide_vat,
    "make-quotation": trade_papers.make_quotation, "make-delivery-note": trade_papers.make_delivery_note,
    "end-trade-paper": trade_papers.end_trade_paper, "explain-number": numbering.explain_number,
    "take-back-import": undo.take_back_import, "keep-draft": drafts.keep_draft, "drop-draft": drafts.drop_draft,
}
"""Deeds by the name the headless interface gives them."""

_BY_NUMBER = {"member_id": ("member", "SELECT member_id FROM member WHERE number = ?"),
              "to_member_id": ("to_member", "SELECT member_id FROM member WHERE number = ?"),
              "customer_id": ("customer", "SELECT customer_id FROM customer WHERE number = ?"),
              **MONEY_NUMBERS,
              "supplier_id": ("supplier", "SELECT supplier_id FROM supplier WHERE number = ?"),
              "product_id": ("product", "SELECT product_id FROM product WHERE code = ?"),
              "certificate_id": ("certificate", "SELECT certificate_id FROM certificate WHERE number = ?"),
              "quotation_id": ("quotation", "SELECT max(trade_paper_id) FROM trade_paper WHERE number = ?"),
              "trade_paper_id": ("trade_paper", "SELECT max(trade_paper_id) FROM trade_paper WHERE number = ?"),
              "payment_run_id": ("run", "SELECT payment_run_id FROM payment_run WHERE number = ?"),
              "processing_id": ("processing", "SELECT processing_id FROM processing WHERE number = ?"),
              "import_file_id": ("import", "SELECT max(import_file_id) FROM import_file WHERE file = ?1 OR import_file_id = ?1"),
              "document_id": ("paper", "SELECT max(document_id) FROM document WHERE number = ?")}
"""Fields that hold an id: the word that may stand for them, and where its number is looked up."""

_SUBJECTS = {"member": _BY_NUMBER["member_id"][1], "document": _BY_NUMBER["document_id"][1],
             "meeting": "SELECT max(meeting_id) FROM meeting WHERE year = ?"}
"""Whose a scan is, by what people call it: a member's or a paper's number, the year a meeting decided about."""

_BOXES = ("cash", "bank")
_CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("ShareOrder", "kind"): SHARE_KINDS, ("ShareOrder", "money"): tuple(PAID_FROM), ("JoinCoop", "money"): (*_BOXES, "produce"),
    ("AdmitMember", "entry_fee_into"): _BOXES, ("AdmitApplicant", "entry_fee_into"): _BOXES, ("CollectInstalments", "money"): _BOXES,
    ("ListItem", "list"): LISTS, ("AttachFile", "subject"): ("member", "document", "cooperative", "meeting"),
    ("AttachFile", "kind"): ATTACHMENT_KINDS,
    ("RecordDelivery", "paid"): ("later", *_BOXES), ("GiveAdvance", "kind"): ("cash", "rice", "fertiliser"),
    ("GiveAdvance", "money"): _BOXES, ("PayProducer", "money"): _BOXES,
    ("Recovery", "recover_by"): ("percent", "fixed"), ("MakeRun", "kind"): ("first", "second"), ("IssueInvoice", "paid_into"): ("", *_BOXES),
    ("SetMonth", "state"): month_rules.STATES, ("AddAccount", "kind"): tuple(AccountKind), ("ChangeAccount", "kind"): tuple(AccountKind),
    ("PayExpense", "money"): (*_BOXES, "credit"), ("TransferMoney", "from_money"): _BOXES,
    ("TransferMoney", "into"): _BOXES, **dict.fromkeys(BOX_FIELDS, _BOXES),
    ("DecideSharing", "decision"): DECISIONS,
}
"""Words an order knows, where its rule takes them for granted because the window offers no others."""


class UnknownDeed(RuleBroken):
    """Only what is listed can be done."""

    wording = N_("“{value}” is not one of the deeds: {known}.")


class OrderFaulty(RuleBroken):
    """A place of the file, the value there, and what is wrong with it."""

    wording = N_("{place} “{value}”: {what}")


class NotKnown(RuleBroken):
    """A word the order does not have."""

    wording = N_("This is not known here. Known are: {known}.")


class Needed(RuleBroken):
    """A field without which there is no order."""

    wording = N_("This is needed.")


class OnSeveralPapers(RuleBroken):
    """Papers of several kinds or years may have one number; only one of them is meant."""

    wording = N_("This number stands on {count} papers. Write document_id and one of these: {papers}.")


class WrongKind(RuleBroken):
    """A value of another kind."""

    wording = N_("This should be {kind}.")


class NobodyThere(RuleBroken):
    """A number that nobody has."""

    wording = N_("There is no “{value}” in the book.")


def order_class(name: str) -> type[Any]:
    """The class of a deed's order. Raises Refused (UnknownDeed)."""
    if name not in DEEDS:
        raise Refused((UnknownDeed(value=name, known=sorted(DEEDS)),))
    hints = get_type_hints(DEEDS[name].within)
    order: type[Any] = hints["order"]
    return order


def fields_of(kind: type[Any]) -> dict[str, str]:
    """The fields of an order and the kind of each, as people write them: for the list of deeds."""
    hints = get_type_hints(kind)
    return {_word(one.name): _shown(hints[one.name]) for one in fields(kind)}


def _word(name: str) -> str:
    other = {"subject_id": "of", "body": "body_file", "member_ids": "members"}
    return other[name] if name in other else _BY_NUMBER[name][0] if name in _BY_NUMBER else name


def _shown(hint: Any) -> str:
    if hint is DividendPolicy:
        return "POLICY.toml"
    if is_dataclass(hint):
        return "{" + ", ".join(fields_of(hint)) + "}"  # type: ignore[arg-type]
    if get_origin(hint) is tuple:
        return f"[{', '.join(_shown(part) for part in get_args(hint) if part is not ...)}]"
    if get_origin(hint) in (Union, types.UnionType):
        return " | ".join("null" if part is type(None) else _shown(part) for part in get_args(hint))
    return {"date": "YYYY-MM-DD", "bytes": "FILE"}.get(getattr(hint, "__name__", ""), getattr(hint, "__name__", str(hint)))


def read_order(tx: Reading, name: str, document: object, folder: Path) -> Any:
    """Turn a JSON document into the order of a deed. Raises Refused with every fault at its place; files are read from `folder`."""
    reader = _Reader(tx, folder)
    order = reader.value(order_class(name), document, "")
    if reader.faults:
        raise Refused(reader.faults)
    return order


_NOTHING = object()


class _Reader:
    """Reads a document into dataclasses and gathers what is wrong."""

    def __init__(self, tx: Reading, folder: Path) -> None:
        self._tx, self._folder = tx, folder
        self.faults: list[RuleBroken] = []

    def _fault(self, place: str, value: object, broken: RuleBroken) -> object:
        shown = "" if value is _NOTHING else str(value)
        self.faults.append(OrderFaulty(place=place or "–", value=shown, what=broken))
        return None

    def value(self, hint: Any, given: object, place: str) -> Any:
        """One value of a kind."""
        if get_origin(hint) in (Union, types.UnionType):
            kinds = [part for part in get_args(hint) if part is not type(None)]
            return None if given is None else self.value(kinds[0], given, place)
        if hint is DividendPolicy:
            return self._policy(given, place)
        if is_dataclass(hint):
            return self._group(hint, given, place)
        if get_origin(hint) is tuple:
            return self._list(get_args(hint), given, place)
        plain = getattr(hint, "__supertype__", hint)
        if plain is date:
            return self._day(given, place)
        kind, told = {str: (str, N_("a text")), int: (int, N_("a whole number")), bool: (bool, N_("true or false"))}[plain]
        if not isinstance(given, kind) or (kind is int and isinstance(given, bool)):
            return self._fault(place, given, WrongKind(kind=_Told(told)))
        if isinstance(given, int) and abs(given) > MAX_LINE_KIP:
            return self._fault(place, given, NumberTooLarge(value=str(given), most_kip=MAX_LINE_KIP))
        return given

    def _policy(self, given: object, place: str) -> Any:
        """A policy as the text of a TOML file, or the name of such a file."""
        text = str(given)
        try:
            return policy_from_toml(text if "\n" in text or "=" in text else (self._folder / text).read_text(encoding="utf-8-sig"))
        except Refused as refusal:
            self.faults += [OrderFaulty(place=place, value="", what=one) for one in refusal.broken]
        except (OSError, UnicodeDecodeError):
            return self._fault(place, given, NobodyThere(value=text))
        return None

    def _day(self, given: object, place: str) -> Any:
        try:
            return date.fromisoformat(str(given))
        except ValueError:
            return self._fault(place, given, WrongKind(kind=_Told(N_("a day like 2025-03-31"))))

    def _list(self, kinds: tuple[Any, ...], given: object, place: str) -> Any:
        if not isinstance(given, list):
            return self._fault(place, given, WrongKind(kind=_Told(N_("a list"))))
        many = len(kinds) == 2 and kinds[1] is ...
        if many and get_origin(kinds[0]) is tuple:
            return tuple(self._pair(get_args(kinds[0]), one, f"{place}[{number}]") for number, one in enumerate(given))
        return tuple(self.value(kinds[0], one, f"{place}[{number}]") for number, one in enumerate(given))

    def _pair(self, kinds: tuple[Any, ...], given: object, place: str) -> Any:
        """A member and an amount, as [number, kip]."""
        if not isinstance(given, list) or len(given) != len(kinds):
            return self._fault(place, given, WrongKind(kind=_Told(N_("a list"))))
        return self._found("member_id", given[0], f"{place}[0]"), *(
            self.value(kind, one, f"{place}[{number}]") for number, (kind, one) in enumerate(zip(kinds[1:], given[1:], strict=True), 1))

    def _group(self, kind: Any, given: object, place: str) -> Any:
        if not isinstance(given, Mapping):
            return self._fault(place, given, WrongKind(kind=_Told(N_("a group of named values"))))
        hints, before = get_type_hints(kind), len(self.faults)
        known = {_word(one.name): one for one in fields(kind)} | {one.name: one for one in fields(kind)}
        made: dict[str, Any] = {}
        for word, value in given.items():
            here = f"{place}.{word}" if place else str(word)
            one = known.get(word)
            if one is None:
                self._fault(here, value, NotKnown(known=sorted({_word(each.name) for each in fields(kind)})))
            elif word == "members":
                made[one.name] = None if value is None else tuple(
                    self._found("member_id", each, f"{here}[{number}]") for number, each in enumerate(value if isinstance(value, list) else [value]))
            elif word == "of":
                made[one.name] = self._subject(given.get("subject"), value, here)
            elif word != one.name:
                made[one.name] = self._file(value, here) if one.name == "body" else self._found(one.name, value, here)
            else:
                made[one.name] = self.value(hints[one.name], value, here)
                choices = _CHOICES.get((kind.__name__, one.name))
                further = boxes.words(self._tx) if choices and "bank" in choices else ()
                if choices is not None and made[one.name] not in (*choices, *further, None):
                    self._fault(here, value, NotOnList(value=str(value), choices=list(choices)))
        for one in fields(kind):
            if one.name not in made and one.default is MISSING and one.default_factory is MISSING:
                here = f"{place}.{_word(one.name)}" if place else _word(one.name)
                self._fault(here, _NOTHING, Needed())
        return kind(**made) if len(self.faults) == before else None

    def _found(self, name: str, given: object, place: str) -> Any:
        if given is None:
            return None
        several = self._tx.all("SELECT document_id, doc_date FROM document WHERE number = ? ORDER BY document_id", str(given)) if (
            name == "document_id") else []
        if len(several) > 1:
            papers = [f"{key} ({day[8:]}/{day[5:7]}/{day[:4]})" for key, day in several]
            return self._fault(place, given, OnSeveralPapers(count=len(papers), papers=papers))
        found = self._tx.maybe(_BY_NUMBER[name][1], str(given))
        return int(found[0]) if found and found[0] is not None else self._fault(place, given, NobodyThere(value=str(given)))

    def _subject(self, subject: object, given: object, place: str) -> Any:
        sql = _SUBJECTS.get(str(subject))
        found = self._tx.maybe(sql, str(given)) if sql else None
        return int(found[0]) if found and found[0] is not None else self._fault(place, given, NobodyThere(value=str(given)))

    def _file(self, given: object, place: str) -> Any:
        try:
            return (self._folder / str(given)).read_bytes()
        except OSError:
            return self._fault(place, given, NobodyThere(value=str(given)))


class _Told(RuleBroken):
    """A word for the reader's language, inside another sentence's hole."""

    def __init__(self, wording: str) -> None:
        vars(self)["wording"] = wording
        super().__init__()
