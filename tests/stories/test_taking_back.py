"""A file is brought in, and taken back as one step: papers by reversal, people from the lists, all of it or nothing."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopbooks.books import balances, customers
from coopbooks.books import produce as stored
from coopbooks.books.register import member_list
from coopbooks.coop.members import AdmitMember, ChangeMember, MemberDetails
from coopbooks.coop.produce import AddProduct
from coopbooks.coop.shares import ShareOrder
from coopbooks.coop.taking_back import TakeBackImport
from coopbooks.i18n.catalogue import say
from coopbooks.ledger.money import Kip
from coopbooks.ledger.refusals import Refused
from coopbooks.services import members, produce, register, shares
from coopbooks.services.checking import check_book
from coopbooks.services.imports.run import import_file
from coopbooks.services.imports.undo import all_imports, prepare_taking_back, take_back_import
from tests.support.trade import TODAY, Trade, new_trade, told

PEOPLE = ("number,given_name,village,joined,entry_fee_kip\n"
          "101,ຄຳ,ໜອງບົວ,2025-02-01,20000\n102,ດາວ,ໂພນໄຊ,2025-02-01,20000\n103,ບົວ,ໂພນໄຊ,2025-02-03,\n")


@pytest.fixture
def trade(tmp_path: Path) -> Trade:
    made = new_trade(tmp_path)
    made.begin_with()
    return made


def _bring(trade: Trade, kind: str, text: str, name: str = "") -> int:
    path = trade.book.path.with_name(name or f"{kind}.csv")
    path.write_text(text, encoding="utf-8")
    return import_file(trade.book, kind, path).import_file_id


def _back(trade: Trade, key: int, reason: str = "the wrong file", on: date = TODAY) -> None:
    take_back_import(trade.book, TakeBackImport(key, on, reason))


def _refusals(trade: Trade, key: int, **others: object) -> list[str]:
    order = TakeBackImport(key, **{"on": TODAY, "reason": "x", **others})  # type: ignore[arg-type]
    with pytest.raises(Refused) as refusal:
        take_back_import(trade.book, order)
    sentences = [say(one, "en") for one in refusal.value.broken]
    assert [say(one, "en") for one in prepare_taking_back(trade.book, order)] == sentences
    return sentences


def _numbers(trade: Trade, known_on: date | None = None) -> list[str]:
    return [line.number for line in register.list_members(trade.book, TODAY, known_on).lines]


def test_members_with_their_fees_are_taken_back_in_one_step(trade):
    before, key = _numbers(trade), _bring(trade, "members", PEOPLE)
    assert _numbers(trade) == [*before, "101", "102", "103"]
    _back(trade, key)
    assert trade.journal_text(date(2025, 2, 1)) == told("""
        2025-02-01 entry-fee EF-0001
            cash                          20,000
            entry-fees                   -20,000
        2025-02-01 entry-fee EF-0002
            cash                          20,000
            entry-fees                   -20,000
        2025-12-31 reversal RX-0001
            cash                         -20,000
            entry-fees                    20,000
        2025-12-31 reversal RX-0002
            cash                         -20,000
            entry-fees                    20,000
        """)
    assert _numbers(trade) == before
    assert not register.find_members(trade.book, "ດາວ")
    assert members.next_number(trade.book) != "104"
    (one,) = [one for one in all_imports(trade.book) if one.kind == "members"]
    assert (one.taken_back_on, one.paper_count, one.added_count) == (TODAY, 0, 3)
    assert not check_book(trade.book.path)


def test_the_mended_file_comes_in_under_the_same_numbers(trade):
    _back(trade, _bring(trade, "members", PEOPLE))
    again = _bring(trade, "members", PEOPLE.replace("ດາວ", "ດາວເຮືອງ"))
    assert [line.name for line in register.list_members(trade.book, TODAY).lines][-3:] == ["ຄຳ", "ດາວເຮືອງ", "ບົວ"]
    _back(trade, again)
    assert _bring(trade, "members", PEOPLE)
    assert not check_book(trade.book.path)


def test_whoever_asks_how_it_was_known_then_still_sees_them(trade):
    key = _bring(trade, "members", PEOPLE)
    known = _numbers(trade, TODAY)
    _back(trade, key)
    # Both happened on the one day of this co-op's clock: at its close nobody of them is known.
    assert "101" in known
    assert "101" not in _numbers(trade, TODAY)


def test_papers_are_reversed_the_last_first_and_come_again_under_a_free_number(trade):
    paid = "reference,member,on,kind,shares,amount_kip,paid_from\nA-1,1,2025-03-01,subscribe,5,500000,cash\nA-2,1,2025-03-02,subscribe,2,,cash\n"
    key = _bring(trade, "shares", paid)
    _back(trade, key)
    assert register.share_register_of(trade.book, TODAY).share_count == 0
    _bring(trade, "shares", paid.replace("5,500000", "4,400000"))
    again = _bring(trade, "shares", paid.replace("5,500000", "4,400000"))
    assert again == 0
    with trade.reading() as tx:
        standing = [number for (number,) in tx.all("SELECT number FROM document AS d WHERE kind = 'share' AND NOT EXISTS "
                                                   "(SELECT 1 FROM entry WHERE reverses = d.entry_id) ORDER BY 1")]
    assert standing == ["A-1-2", "A-2-2"]
    assert register.share_register_of(trade.book, TODAY).share_count == 6
    assert not check_book(trade.book.path)


def test_money_that_came_and_went_in_another_order_than_the_file_goes_back(trade):
    rows = "voucher,on,from,into,amount_kip\nT-1,2025-04-02,cash,bank,6000000\nT-2,2025-04-01,bank,cash,9000000\n"
    _back(trade, _bring(trade, "transfers", rows))
    assert not check_book(trade.book.path)


@pytest.mark.parametrize(("kind", "text"), [
    ("products", "code,name_lo,name_en,unit,grades\nHN,ນ້ຳເຜິ້ງ,Honey,kg,\n"), ("customers", "number,name\nC77,ຮ້ານໃໝ່\n")])
def test_products_and_customers_go_and_come_again(trade, kind, text):
    _back(trade, _bring(trade, kind, text))
    with trade.reading() as tx:
        assert "HN" not in {one.code for one in stored.all_products(tx)}
        assert "C77" not in {one.number for one in customers.all_customers(tx)}
    assert _bring(trade, kind, text)
    assert not check_book(trade.book.path)


def test_the_opening_goes_back_and_comes_again(tmp_path):
    trade = new_trade(tmp_path)
    text = "account,debit_kip,credit_kip,member,customer,note\ncash,1000000,,,,\nreserve,,1000000,,,\n"
    _back(trade, _bring(trade, "opening", text))
    assert _bring(trade, "opening", text)
    assert not check_book(trade.book.path)


def test_what_was_built_on_it_goes_first(trade):
    key = _bring(trade, "members", PEOPLE)
    (somebody,) = register.find_members(trade.book, "102")
    shares.record_share_order(trade.book, ShareOrder(somebody.member_id, "subscribe", date(2025, 3, 1), 1, Kip(100_000)))
    before = trade.book.head_code()
    assert _refusals(trade, key) == ["102 ດາວ is used by SH-0001. Take that back first."]
    assert trade.book.head_code() == before
    trade.reverse("share", "SH-0001", TODAY)
    _back(trade, key)
    assert not check_book(trade.book.path)


def test_what_somebody_wrote_since_is_not_thrown_away(trade):
    key = _bring(trade, "members", PEOPLE)
    (somebody,) = register.find_members(trade.book, "103")
    details = members.details_of(trade.book, somebody.member_id)
    members.change_member(trade.book, ChangeMember(somebody.member_id, MemberDetails("103", "ບົວແກ້ວ", details.joined_on)))
    assert _refusals(trade, key) == ["103 ບົວແກ້ວ was changed after the file was brought in."]


def test_papers_that_others_need_are_named(trade):
    produce.add_product(trade.book, AddProduct("CH", "ໝາກກາເຟສຸກ", "Cherry", "kg", ("A",)))
    key = _bring(trade, "deliveries", "slip,on,member,product,grade,gross_kg,price_kip,paid\nR-1,2025-03-01,1,CH,A,100,9000,later\n")
    _bring(trade, "payments", "voucher,on,member,amount_kip,from\nP-1,2025-03-05,1,900000,cash\n")
    (sentence,) = _refusals(trade, key)
    assert sentence.startswith("Without R-1, ")
    assert sentence.endswith("Reverse the later papers first.")


def test_twice_without_a_reason_or_on_a_day_to_come_is_refused(trade):
    key = _bring(trade, "members", PEOPLE)
    assert _refusals(trade, key, reason=" ") == ["Write the reason."]
    assert any("2026" in one for one in _refusals(trade, key, on=date(2026, 1, 1)))
    _back(trade, key)
    assert _refusals(trade, key) == ["members.csv is taken back already."]


def test_a_member_of_the_same_number_stays_when_the_file_added_nobody(trade):
    members.admit_member(trade.book, AdmitMember(MemberDetails("900", "ສີ", date(2025, 1, 5))))
    assert _bring(trade, "members", "number,given_name,joined\n900,ສີ,2025-01-05\n") == 0
    assert not [one for one in all_imports(trade.book) if one.kind == "members"]


AMOUNTS = st.lists(st.tuples(st.sampled_from(["cash", "bank"]), st.integers(1, 900_000), st.integers(1, 28)), min_size=1, max_size=6)
SHARES = st.lists(st.tuples(st.sampled_from("123"), st.integers(1, 9), st.integers(1, 28)), min_size=1, max_size=6)


@given(moved=AMOUNTS, bought=SHARES)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_was_brought_in_leaves_nothing_when_it_is_taken_back(moved, bought):
    with TemporaryDirectory() as folder:
        trade = new_trade(Path(folder))
        trade.begin_with()
        before = _stands(trade)
        transfers = "voucher,on,from,into,amount_kip\n" + "".join(
            f"T-{place},2025-03-{day:02},{box},{'bank' if box == 'cash' else 'cash'},{kip}\n" for place, (box, kip, day) in enumerate(moved))
        subscribed = "reference,member,on,kind,shares,amount_kip,paid_from\n" + "".join(
            f"A-{place},{member},2025-03-{day:02},subscribe,{count},{count * 50_000},cash\n" for place, (member, count, day) in enumerate(bought))
        keys = [_bring(trade, "shares", subscribed), _bring(trade, "transfers", transfers)]
        assert _stands(trade) != before
        for key in reversed(keys):
            _back(trade, key)
        assert _stands(trade) == before
        assert not check_book(trade.book.path)
        trade.book.close()


def _stands(trade: Trade) -> tuple[object, ...]:
    with trade.reading() as tx:
        return balances.on_day(tx, TODAY), [(line.number, line.share_count, line.unpaid_kip) for line in member_list(tx, TODAY).lines]
