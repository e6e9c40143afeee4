"""Both catalogues are complete, and the check finds every kind of fault."""

import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import Catalog

from coopbooks.i18n import catalogue as speech
from coopbooks.i18n.singular import SINGULAR
from coopbooks.reports.typeface import typeface
from installer import catalogues

SOURCE = "Give {count} shares."
LAO = "ໃສ່ {count} ຮຸ້ນ."


def test_every_sentence_of_the_program_is_in_both_catalogues() -> None:
    assert catalogues.check() == []


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_the_font_of_screens_and_papers_has_every_character(language: str) -> None:
    said = catalogues.entries(catalogues.read(catalogues.catalogue_file(language), language))
    assert len(said) > 400
    letters = "".join(said.values()).replace("\n", "").replace("\u200b", "")
    assert typeface("Regular").missing(letters) == []


def test_a_second_update_changes_nothing(tmp_path: Path) -> None:
    fragment = tmp_path / "lao.tsv"
    fragment.write_text("".join(f"{source}\t{said}\n" for (source, _), said in catalogues.entries(
        catalogues.read(catalogues.catalogue_file("lo"), "lo")).items() if "\n" not in source), encoding="utf-8")
    catalogues.update([fragment], tmp_path)
    first = {file: file.read_bytes() for file in tmp_path.rglob("*.po*")}
    assert len(first) == 3
    catalogues.update([], tmp_path)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.po*")} == first
    assert not any(b"Date:" in content for content in first.values())


def planted(said: str = LAO, source: str = SOURCE, *, flags: tuple[str, ...] = ()) -> Catalog:
    catalogue = Catalog(locale="lo")
    catalogue.add(source, said, flags=flags)
    return catalogue


def found(catalogue: Catalog, language: str = "lo", source: str = SOURCE) -> list[str]:
    return list(catalogues.faults(planted("", source), catalogue, language))


def test_a_good_entry_has_no_fault() -> None:
    assert found(planted()) == []
    assert found(planted(SOURCE), "en") == []


@pytest.mark.parametrize(("said", "fault"), [
    ("", "untranslated"),
    ("ໃສ່ ຮຸ້ນ.", "holes differ"),
    ("ໃສ່ {cuont} ຮຸ້ນ.", "holes differ"),
    ("ໃສ່ {count} {more} ຮຸ້ນ.", "holes differ"),
    ("ໃສ່ {count} ຮຸ້ນ }.", "holes differ"),
    ("ໃສ່ {count} หຸ້ນ.", "Thai letters"),
    ("ໃສ່ {count} ນ\u0ecd\u0ec9າ.", "not normalised"),
    ("ໃສ່ {count}  ຮຸ້ນ.", "not normalised"),
    ("ໃສ່ {count} ຮຸ້nນ.", "Latin letter inside a Lao word"),
])
def test_a_fault_in_the_lao_is_found(said: str, fault: str) -> None:
    assert any(fault in line for line in found(planted(said))), found(planted(said))


def test_a_missing_an_obsolete_and_a_fuzzy_entry_are_found() -> None:
    other = planted("ອື່ນ", "Another sentence.")
    assert [line.split(": ")[1:3] for line in found(other)] == [["?", "missing"], ["obsolete", "'Another sentence.'"]]
    assert "fuzzy" in found(planted(flags=("fuzzy",)))[0]


def test_an_entry_that_the_file_keeps_as_obsolete_is_found(tmp_path: Path) -> None:
    file = tmp_path / "coopbooks.po"
    catalogues.write(file, planted(), "lo")
    file.write_text(file.read_text(encoding="utf-8") + '\n#~ msgid "Gone."\n#~ msgstr "ບໍ່ມີ."\n', encoding="utf-8")
    assert found(catalogues.read(file, "lo")) == ["lo: obsolete: 'Gone.'"]


@pytest.mark.parametrize("source", ["Please wait.", "An error of {count}.", "Invalid number.", "Done!"])
def test_a_forbidden_word_in_the_english_is_found(source: str) -> None:
    assert any("forbidden word" in line for line in found(planted(source, source), "en", source))


def test_english_that_differs_from_the_source_is_found() -> None:
    assert any("differs" in line for line in found(planted("Put {count} shares."), "en"))


def test_an_old_template_is_found(tmp_path: Path) -> None:
    template = planted("")
    for language in catalogues.LANGUAGES:
        catalogues.write(catalogues.catalogue_file(language, tmp_path),
                         catalogues.merge(template, language, {(SOURCE, None): LAO}), language)
    assert catalogues.check(template, tmp_path) == ["coopbooks.pot is older than the source"]
    catalogues.write(tmp_path / "coopbooks.pot", template)
    assert catalogues.check(template, tmp_path) == []


def test_the_sentences_are_found_by_every_marker(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(
        'N_("one"); tr("two", x=1); tr_in("lo", "three"); tr_context("place", "four"); tr_context_in("lo", "day", "five")\n'
        'tr(N_("six " "seven")); other("eight"); tr(name)\n', encoding="utf-8")
    assert set(catalogues.entries(catalogues.extract(tmp_path))) == {
        ("one", None), ("two", None), ("three", None), ("four", "place"), ("five", "day"), ("six seven", None)}


def test_a_fragment_is_normalised_and_may_have_a_context(tmp_path: Path) -> None:
    file = tmp_path / "lao.tsv"
    file.write_text("# words\nOpen\tເປີດ\nOpen\tຍັງຄ້າງ\tinvoice\nWater\tນໍ້າ\nEmpty\t\nno tab\n", encoding="utf-8")
    assert catalogues.read_fragment(file) == {("Open", None): "ເປີດ", ("Open", "invoice"): "ຍັງຄ້າງ", ("Water", None): "ນ້ຳ"}


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A cache folder of our own, and no catalogue remembered before or after."""
    monkeypatch.setattr(speech, "cache_folders", lambda: iter((tmp_path / "cache",)))
    speech._catalogue.cache_clear()
    yield tmp_path / "cache"
    speech._catalogue.cache_clear()


def test_a_checkout_keeps_the_compiled_catalogue(cache: Path) -> None:
    assert speech.tr_in("lo", "Member") == "ສະມາຊິກ"
    kept = list(cache.rglob("*.mo"))
    assert len(kept) == 1
    with kept[0].open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Member") == "ສະມາຊິກ"
    speech._catalogue.cache_clear()
    assert speech.tr_in("lo", "Member") == "ສະມາຊິກ"


def test_a_damaged_or_forbidden_cache_does_no_harm(cache: Path) -> None:
    speech.tr_in("lo", "Member")
    kept = next(cache.rglob("*.mo"))
    kept.write_bytes(b"")
    speech._catalogue.cache_clear()
    assert speech.tr_in("lo", "Member") == "ສະມາຊິກ"
    kept.unlink()
    kept.parent.rmdir()
    kept.parent.write_bytes(b"a file where the folder should be")
    speech._catalogue.cache_clear()
    assert speech.tr_in("lo", "Member") == "ສະມາຊິກ"


def test_every_lao_sentence_takes_its_facts() -> None:
    """No sentence fails when it is filled, whatever its holes."""
    class Anything(dict[str, object]):
        def __missing__(self, key: str) -> str:
            return key

    for said in catalogues.entries(catalogues.read(catalogues.catalogue_file("lo"), "lo")).values():
        assert said.format_map(Anything())


def test_the_glossary_and_the_catalogue_agree() -> None:
    """A label that is a word of the glossary has the Lao of the glossary."""
    rows = [[cell.strip() for cell in line.split("|")[1:3]]
            for line in (catalogues.TRANSLATIONS / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
            if line.startswith("| ") and not line.startswith("| English")]
    assert len(rows) > 100
    assert len({english for english, _ in rows}) == len(rows)
    assert all(catalogues.normalise(lao) == lao for _, lao in rows)
    said = {source.lower(): lao for (source, _), lao in
            catalogues.entries(catalogues.read(catalogues.catalogue_file("lo"), "lo")).items()}
    assert [(english, lao, said[english.lower()]) for english, lao in rows if said.get(english.lower(), lao) != lao] == []


def test_one_is_said_as_one_in_every_sentence_that_counts() -> None:
    """What counts for one says the same facts, in both languages, and Lao says it as for many."""
    assert [speech.tr_in("en", "{count} payments that come again are due.", count=count) for count in (1, 2)] == [
        "1 payment that comes again is due.", "2 payments that come again are due."]
    assert speech.tr_in("en", "{days} days late", days=1) == "1 day late"
    lao = catalogues.entries(catalogues.read(catalogues.catalogue_file("lo"), "lo"))
    for many, one in SINGULAR.items():
        assert set(catalogues._HOLE.findall(one)) <= set(catalogues._HOLE.findall(many))
        assert one != many
        if catalogues._HOLE.findall(one) == catalogues._HOLE.findall(many):
            assert lao[one, None] == lao[many, None]
