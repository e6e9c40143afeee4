"""Photos and scans: kept byte for byte, once for each content; what is no picture is refused; what was changed is found."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from coopbooks.coop.attachments import MOST_BYTES, AttachFile, TakeAway
from coopbooks.ledger.refusals import Refused
from coopbooks.services import attachments
from coopbooks.services.checking import check_book
from tests.support import meddling
from tests.support.trade import new_trade

ON = date(2025, 2, 1)


def _picture(form: str = "PNG", size: tuple[int, int] = (3, 4), mode: str = "RGB") -> bytes:
    into = BytesIO()
    Image.new(mode, size).save(into, form)
    return into.getvalue()


@pytest.fixture
def coop(tmp_path: Path):
    trade = new_trade(tmp_path)
    with trade.book:
        yield trade


def _attach(coop, body: bytes, kind: str = "photo", name: str = "ຮູບ.png") -> None:
    attachments.attach_file(coop.book, AttachFile("member", coop.member["1"], kind, name, body, ON))


def test_a_photo_comes_back_as_it_was_and_the_newest_is_shown(coop):
    first, second = _picture(), _picture("JPEG")
    _attach(coop, first)
    _attach(coop, second)
    assert attachments.photo_of(coop.book, coop.member["1"]) == second
    newest = attachments.files_of(coop.book, "member", coop.member["1"])[0]
    attachments.take_away_file(coop.book, TakeAway(newest.attachment_id, ON))
    assert attachments.photo_of(coop.book, coop.member["1"]) == first
    assert attachments.photo_of(coop.book, coop.member["2"]) is None


def test_the_same_file_is_kept_once(coop):
    _attach(coop, _picture())
    _attach(coop, _picture(), "id-paper")
    with coop.reading() as tx:
        assert tx.one("SELECT (SELECT count(*) FROM content), (SELECT count(*) FROM attachment)") == (1, 2)


BOMB = _picture(size=(9_000, 9_000), mode="1")


@pytest.mark.parametrize(("kind", "body", "rule"), [
    ("photo", b"", "NoPicture"), ("photo", b"GIF89a....", "NoPicture"), ("photo", b"%PDF-1.7 ...", "NoPicture"),
    ("photo", _picture(size=(300, 300))[:150], "NoPicture"), ("photo", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "NoPicture"), ("photo", BOMB, "NoPicture"),
    ("id-paper", b"<svg onload=x>", "NotAScan"), ("other", b"MZ\x90", "NotAScan"), ("photo", b"\xff\xd8\xff" + b"\0" * MOST_BYTES, "FileTooLarge")])
def test_what_is_no_picture_is_refused_by_name(coop, kind, body, rule):
    head = coop.book.head_code()
    with pytest.raises(Refused) as caught:
        _attach(coop, body, kind, "ຮູບ.png")
    (broken,) = caught.value.broken
    assert (type(broken).__name__, broken.field, broken.facts["name"]) == (rule, "body", "ຮູບ.png")
    assert coop.book.head_code() == head


def test_a_scan_may_be_a_pdf(coop):
    _attach(coop, b"%PDF-1.7\n%%EOF", "application", "ໃບສະໝັກ.pdf")
    assert attachments.files_of(coop.book, "member", coop.member["1"])[0].media_type == "application/pdf"


def test_a_photo_that_was_changed_behind_our_back_is_named(coop):
    _attach(coop, _picture())
    path = coop.book.path
    coop.book.close()
    assert check_book(path) == []
    meddling.run_unguarded(path, "UPDATE content SET body = x'00'")
    assert {finding.check for finding in check_book(path)} == {"papers"}
    meddling.run_unguarded(path, "UPDATE attachment SET sha256 = replace(hex(zeroblob(32)), '0', 'a')")
    assert {"papers", "master"} <= {finding.check for finding in check_book(path)}
