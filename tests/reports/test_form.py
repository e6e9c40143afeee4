"""The one-page paper: everything on it can be read back, nothing leaves its frame, and what is too long goes on the next page."""

import io
import json
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from coopbooks.papers.form import Blank, Form, Head, Party, Sum
from coopbooks.papers.parts import Check, Column, Label, Letterhead, Sentence
from coopbooks.reports import catalogue
from tests.support.drawn import outside, pages_of, watched

HEAD = Letterhead(Label("ສະຫະກອນກາເຟ ພູດອກໄມ້", "Phou Dokmai Coffee Cooperative"), Label("ບ້ານໜອງບົວ ແຂວງຈຳປາສັກ", ""), "020 5555 0100",
                  "", date(2026, 2, 14), "K3F7-9QPM-22AB-CD55", (("Treasurer", "ນາງ ວັນນາ"),), Label("ຂອບໃຈ", "Thank you"))
FORM = Form("credit-note", "Invoice", HEAD, "CN-0007", date(2025, 3, 31), (Head("Date", date(2025, 4, 30)),),
            Party("Customer", "ຮ້ານກາເຟ ສີນຸກ", "C-012", ("Pakse", "020 5555 0100")), ("Amount", 1_250_000),
            (Sentence("As at {as_of}", {"as_of": date(2025, 3, 31)}),),
            (Column("Product", share=40), Column("Net kg", "kg", 15), Column("Amount", "kip", 20)),
            ((Label("ກາເຟ ເກຣດ A", "Coffee grade A"), 12_500, 562_500),), sums=(Sum("Total", 1_250_000, is_total=True),),
            words_kip=1_250_000, blanks=(Blank("Name", 2, 50), Blank("Village", 1, 50)), signers=("Treasurer", "Customer"), stamp=True,
            check=Check("CN-0007", date(2025, 3, 31), 1_250_000, HEAD.head_code), halves=("Original for the member", "Copy for the co-op"),
            kept_note="101 -300,000 · 531 300,000")


@pytest.mark.parametrize("size", ["A4", "A5", "A5 x2"])
@pytest.mark.parametrize("language", ["lo", "en", "lo+en"])
def test_every_fact_is_on_the_page_and_inside_its_margins(size, language):
    with watched() as found:
        pages = pages_of(catalogue.render(replace(FORM, size=size), ".pdf", language))
    whole = "\n".join(pages)
    wanted = ["CN-0007", "31/03/2025", "30/04/2025", "ຮ້ານກາເຟ ສີນຸກ", "C-012", "Pakse", "12.5", "562,500", "1,250,000", "ນາງ ວັນນາ",
              HEAD.head_code, "Coffee grade A" if "en" in language else "ກາເຟ ເກຣດ A"]
    assert [text for text in wanted if text not in whole] == []
    assert outside(found) == []
    if size == "A5 x2":
        assert whole.count("CN-0007") == 2
        assert "101 -300,000 · 531 300,000" in whole


@pytest.mark.parametrize("size", ["A4", "A5", "A5 x2"])
def test_a_long_table_goes_on_with_its_head_repeated_and_no_row_is_lost(size):
    rows = tuple((Label(f"ຜົນຜະລິດ {n}", ""), n * 1000, n * 1000) for n in range(1, 81))
    pages = pages_of(catalogue.render(replace(FORM, size=size, rows=rows), ".pdf", "en"))
    assert len(pages) > 1
    with_rows = [page for page in pages if "ຜົນຜະລິດ" in page]
    assert all("Net kg" in page for page in with_rows)
    text = "\n".join(pages)
    for number in (1, 2, 40, 79, 80):
        assert f"ຜົນຜະລິດ {number}\n" in text or f"ຜົນຜະລິດ {number} " in text
    if size != "A5 x2":
        assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


HOSTILE = ["<b>ບຸນ</b>", "&amp; <img src='x'>", "=1+1", "ກ" * 300, "x" * 300, "ນ້ຳເຜິ້ງ" * 40, "ຫຼູ້ງຸ້ກຸ້ງ" * 9]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("size", ["A4", "A5 x2"])
def test_hostile_names_are_printed_letter_for_letter(name, size):
    paper = replace(FORM, size=size, party=Party("Customer", name, "1", (name,)), rows=((Label(name, ""), 1, 1),))
    with watched() as found:
        pages = pages_of(catalogue.render(paper, ".pdf", "lo"))
    drawn = "".join(one.text for one in found).replace(" ", "")
    assert name.replace(" ", "") in drawn
    assert outside(found) == []
    assert name[:4].replace(" ", "") in "".join(pages).replace(" ", "")


def test_amounts_are_never_cut():
    big = 999_999_999_999_999
    paper = replace(FORM, rows=((Label("ກ" * 90, ""), big, big),), sums=(Sum("Total", -big, is_total=True),), size="A5")
    text = "\n".join(pages_of(catalogue.render(paper, ".pdf", "lo+en")))
    assert text.count("999,999,999,999,999") >= 2
    assert "…" not in text


def test_no_line_begins_inside_a_syllable():
    from coopbooks.i18n.lao_breaks import breaks

    sentence = "ຄະນະກຳມະການສະເໜີໃຫ້ແບ່ງກຳໄລສຸດທິຂອງສະຫະກອນໃຫ້ສະມາຊິກຕາມຮຸ້ນແລະຕາມຜົນຜະລິດທີ່ສົ່ງ" * 4
    with watched() as found:
        catalogue.render(replace(FORM, opening=(Sentence("{text}", {"text": sentence}),)), ".pdf", "lo")
    texts = [one.text for one in found]
    lines = texts[next(n for n, text in enumerate(texts) if text and sentence.startswith(text)):]
    lines = lines[:next(n for n in range(1, 20) if "".join(lines[:n]) == sentence)]
    assert len(lines) >= 3
    places, at = set(breaks(sentence)), 0
    for line in lines[:-1]:
        at += len(line)
        assert at in places


@pytest.mark.parametrize(("mark", "word"), [("draft", "DRAFT"), ("void", "VOID"), ("cancelled", "CANCELLED")])
def test_a_mark_runs_across_every_page(mark, word):
    rows = tuple((Label(str(n), ""), n, n) for n in range(60))
    pages = pages_of(catalogue.render(replace(FORM, mark=mark, rows=rows), ".pdf", "en"))
    assert len(pages) > 1
    assert all(word in page for page in pages)


def test_a_copy_says_which_it_is_and_the_same_form_is_the_same_bytes():
    first = catalogue.render(FORM, ".pdf", "en")
    assert first == catalogue.render(FORM, ".pdf", "en")
    assert "Copy 2" in pages_of(catalogue.render(replace(FORM, copy_no=2), ".pdf", "en"))[0]
    assert "Copy" not in pages_of(first)[0]


def test_a_form_is_also_a_sheet_and_a_document():
    sheet = load_workbook(io.BytesIO(catalogue.render(FORM, ".xlsx", "en"))).active
    assert [cell.value for cell in sheet[2]] == ["Coffee grade A", 12.5, 562_500]
    assert [cell.value for cell in sheet[3]] == ["Total", None, 1_250_000]
    document = json.loads(catalogue.render(FORM, ".json", "en"))
    assert document["party"]["name"] == "ຮ້ານກາເຟ ສີນຸກ"
    assert document["rows"] == [{"Product": "Coffee grade A", "Net kg": 12_500, "Amount": 562_500}]
    assert b"1250000" in catalogue.render(FORM, ".csv", "lo")
    plain = catalogue.render(replace(FORM, columns=(), rows=(), sums=()), ".csv", "en").decode("utf-8-sig")
    assert "Number,CN-0007" in plain


@pytest.mark.parametrize("name", ["a\x00b", "\u202eabc\u202c", "\ufeffນາງ\u200bວັນນາ", "a\u2028b", "\ud800x", "ກ\u0ec8\u0ec9\u0eb4\u0eb8"])
def test_controls_and_marks_of_direction_are_blanked_and_the_letters_stay(name):
    with watched() as found:
        content = catalogue.render(replace(FORM, party=Party("Customer", name, "1")), ".pdf", "lo")
    text = "".join(pages_of(content))
    letters = [letter for letter in name if letter.isprintable() and not letter.isspace()]
    assert all(letter in text or letter in "".join(one.text for one in found) for letter in letters)
    assert not [letter for letter in text if letter in "\x00\u202e\u202c\ufeff\u2028\ud800"]
    assert outside(found) == []
