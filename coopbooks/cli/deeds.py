"""`coopbooks do`: one deed of the window from a JSON file, and the list of deeds with the fields of their orders."""

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

from coopbooks.cli import signing
from coopbooks.coop.payment_runs import ApproveRun
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.refusals import Refused, RuleBroken

WRONG_USAGE = 2


class NotJson(RuleBroken):
    """An order is a JSON document."""

    wording = N_("The file is not JSON: {what}.")


def arguments(verb: argparse.ArgumentParser) -> None:
    """BOOK, the deed's name, and the file with its order (- for standard input); or --list."""
    verb.add_argument("book", type=Path, nargs="?", metavar="BOOK")
    verb.add_argument("name", nargs="?", metavar="DEED")
    verb.add_argument("file", nargs="?", metavar="ORDER.json")
    verb.add_argument("--dry-run", action="store_true")
    verb.add_argument("--list", action="store_true")
    verb.add_argument("--json", action="store_true")
    signing.arguments(verb)


def do(given: argparse.Namespace) -> int:
    """Do the deed, or only tell whether it is possible."""
    from coopbooks.services import deeds

    if given.list or given.file is None:
        for name in deeds.DEEDS:
            shown = ", ".join(f"{field}: {kind}" for field, kind in deeds.fields_of(deeds.order_class(name)).items())
            print(f"{name:20} {{{shown}}}")
        return 0 if given.list else WRONG_USAGE
    deeds.order_class(given.name)
    text, folder = (sys.stdin.read(), Path()) if given.file == "-" else (Path(given.file).read_text(encoding="utf-8-sig"),
                                                                          Path(given.file).parent)
    try:
        document = json.loads(text)
    except ValueError as fault:
        raise Refused((NotJson(what=str(fault)),)) from fault
    with signing.open_signed(given.book, given.user) as book:
        if given.dry_run:
            with book.rehearsing() as tx:
                deeds.DEEDS[given.name].within(tx, _signed(deeds.read_order(tx, given.name, document, folder), given.user))
            print(tr(N_("The deed would be possible. Nothing was changed.")))
            return 0
        with book.reading() as tx:
            order = _signed(deeds.read_order(tx, given.name, document, folder), given.user)
        outcome = deeds.DEEDS[given.name](book, order)
    papers = [number for _, number in outcome.documents]
    if given.json:
        print(json.dumps({"documents": [{"kind": kind, "number": number} for kind, number in outcome.documents],
                          "entries": list(outcome.entry_ids), "notice": outcome.notice}, ensure_ascii=False))
    elif papers or outcome.notice:
        print(tr(N_("The deed is done: {papers}."), papers=papers or [outcome.notice]))
    else:
        print(tr(N_("The deed is done.")))
    return 0


def _signed(order: object, user: str) -> object:
    """A run was made before: whoever signs its approval is who approves it, unless the file names somebody."""
    return replace(order, approved_by=user.strip()) if isinstance(order, ApproveRun) and not order.approved_by else order
