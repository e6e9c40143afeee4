"""Lao names in Latin letters: a suggestion near the usual spelling, and one key for every spelling."""

import csv

import pytest

from coopbooks.i18n.latin import latin, latin_key
from coopbooks.i18n.resources import resource


@pytest.mark.parametrize(("lao", "said"), [
    ("ບຸນມີ ພົມມະຈັນ", "Bounmi Phommachan"), ("ແກ້ວ", "Keo"), ("ນ້ອຍ", "Noy"), ("ຫຼັກ 40", "Lak 40"), ("ຫ້ວຍໝາກນາວ", "Houaymaknao"),
    ("ວຽງຈັນ", "Viengchan"), ("ສຸກສະຫວັນ", "Souksavan"), ("ໝອນ", "Mone"), ("ຄຳຫຼ້າ", "Khamla"), ("Keo 2", "Keo 2"), ("", "")])
def test_a_name_is_suggested_in_latin_letters(lao, said):
    assert latin(lao) == said


def test_the_suggestion_is_found_by_the_spelling_people_use():
    rows = [row for name in ("people", "families") for row in csv.DictReader(
        resource("demo", f"{name}.csv").read_text(encoding="utf-8").splitlines())]
    missed = [row["latin"] for row in rows if latin_key(latin(row["lao"])) != latin_key(row["latin"])]
    assert set(missed) <= {"Nhai", "Vorachit"}


@pytest.mark.parametrize(("one", "other"), [
    ("Phommachanh", "Pommachan"), ("Khamla", "Kamla"), ("Xaysana", "Saisana"), ("Souk", "Suk"), ("Vanna", "Wanna"),
    ("Bounmy", "Bunmi"), ("Thongdy", "Tongdi"), ("Sisavath", "Sisavat"), ("Phone", "Pon")])
def test_usual_spellings_are_one(one, other):
    assert latin_key(one) == latin_key(other)


def test_different_names_stay_different():
    assert len({latin_key(name) for name in ("Keo", "Kham", "Bounmy", "Bounma", "Noy", "Mone", "Sida")}) == 7
