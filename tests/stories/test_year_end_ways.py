"""The year end beyond its main road: tax from a day on, the list for the bank, parts that stay, scans of minutes, two names without a window."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from coopbooks.books import approvals, dividends, settings
from coopbooks.books import members as kept_members
from coopbooks.cli.main import run
from coopbooks.coop.approval import ApproverMissing, MakerMissing
from coopbooks.coop.closing import CloseYear
from coopbooks.coop.dividends import ApproveAppropriation
from coopbooks.coop.leaving import MemberLeaves
from coopbooks.coop.members import ChangeMember
from coopbooks.coop.payout import (
    ForgedApproval,
    LeaveOnAccount,
    NotARound,
    NothingToPay,
    PaidBeforeMeeting,
    PayDividends,
    PayoutBeforeApproval,
    StaysAlready,
)
from coopbooks.coop.policy import DividendPolicy, RefundPolicy, TaxKind, TaxRate, WithholdingPolicy
from coopbooks.coop.policy_text import policy_to_toml
from coopbooks.ledger.periods import Period
from coopbooks.reports import catalogue
from coopbooks.services import attachments, leaving, members, payout, printing, yearend_papers
from coopbooks.services import yearend as steps
from coopbooks.services.checking import check_book
from coopbooks.services.deeds import DEEDS, read_order
from coopbooks.services.dividends import approve, close_year, what_if
from coopbooks.services.paper_makers import MAKERS, Asked
from tests.stories.test_year_end import AGM, a_year, is_sound, meeting, posted, refused, state
from tests.support.drawn import pages_of
from tests.support.meddling import run_unguarded
from tests.support.trade import Trade

ON = date(2026, 3, 1)
DATED = replace(DividendPolicy(), withholding=WithholdingPolicy(Fraction(10, 100), Fraction(0), "old law", (
    TaxRate(TaxKind.SHARE_DIVIDEND, Fraction(12, 100), date(2026, 2, 20), "law 67"),
    TaxRate(TaxKind.PATRONAGE, Fraction(5, 100), date(2026, 3, 1), "law 68"))))


# --- tax from a day on ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("day", "rates", "told"), [
    (date(2026, 2, 19), (10, 0), ("10", "old law", None, "0", "old law", None)),
    (date(2026, 2, 20), (12, 0), ("12", "law 67", "2026-02-20", "0", "old law", None)),
    (date(2026, 3, 1), (12, 5), ("12", "law 67", "2026-02-20", "5", "law 68", "2026-03-01"))])
def test_each_kind_is_taxed_by_the_rate_of_the_meetings_day(tmp_path, day, rates, told):
    trade = a_year(tmp_path)
    close_year(trade.book, CloseYear(2025))
    steps.decide_sharing(trade.book, meeting(DATED, on=day))
    assert not steps.prepare_year(trade.book, 2025).is_stale
    steps.post_sharing(trade.book, steps.PostSharing(2025))
    with trade.reading() as tx:
        lines = dividends.lines_of(tx, 2025)
        assert settings.value(tx, "dividend.policy", date(2025, 6, 1)) == policy_to_toml(DATED)
    for line in lines:
        assert (line.share_tax_kip, line.patronage_tax_kip) == (line.share_dividend_kip * rates[0] // 100, line.patronage_kip * rates[1] // 100)
    shown = yearend_papers.tax_withheld(trade.book, 2025).to_json()["rates"]
    assert tuple(one[name] for one in shown for name in ("percent", "basis", "since")) == told
    slip = MAKERS["tax-slip"](trade.book, Asked(date(2025, 12, 31), Period(date(2025, 1, 1), date(2025, 12, 31)), 2025, number="1"))
    assert [row[2].en for row in slip.rows] == [f"{rate}%" for rate in rates]
    payout.pay_dividends(trade.book, PayDividends(2025, ON, "bank"))
    assert is_sound(trade)


def test_before_the_meeting_todays_rates_are_shown_and_a_file_of_facts_may_name_the_day(tmp_path, capsys):
    trade = a_year(tmp_path, date(2026, 2, 10))
    assert what_if(trade.book, 2025, DATED) == what_if(trade.book, 2025, replace(DATED, withholding=WithholdingPolicy()))
    facts = {"year": 2025, "first_day": "2025-01-01", "last_day": "2025-12-31", "surplus_kip": 10_000_000, "members": [
        {"number": "1", "shares": [{"on": "2020-01-01", "paid_up_kip": 100_000_000}], "patronage": {"value": 1}}]}
    policy = tmp_path / "p.toml"
    policy.write_text(policy_to_toml(DATED), encoding="utf-8")
    taxed = []
    for day in (None, "2026-02-20"):
        file = tmp_path / "facts.json"
        file.write_text(json.dumps(facts | ({"decided_on": day} if day else {})), encoding="utf-8")
        assert run(["surplus", "--facts", str(file), "--policy", str(policy), "--json"]) == 0
        (line,) = json.loads(capsys.readouterr().out)["members"]
        taxed.append(line["withheld_kip"] * 100 / line["share_dividend_kip"])
    assert taxed == [10, 12]


# --- the list for the bank --------------------------------------------------------------------------------------------
def with_accounts(trade: Trade, **accounts: str) -> None:
    for number, account in accounts.items():
        key = trade.member[number.strip("m")]
        with trade.reading() as tx:
            known = kept_members.details(tx, key)
        members.change_member(trade.book, ChangeMember(key, replace(known, bank_account=account)))


def listed(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_bank_gets_who_has_an_account_to_the_kip_of_the_round(tmp_path):
    trade = a_year(tmp_path)
    with_accounts(trade, m1="=BCEL 010-1", m2="010 12 34")
    order = PayDividends(2025, ON, "bank", percent="50", round_no=2)
    assert refused(payout.bank_list, trade.book, order) == [PayoutBeforeApproval(year=2025)]
    posted(trade)
    made = payout.bank_list(trade.book, order)
    rows = listed(made.content)
    assert [(row["number"], row["account"], row["purpose"]) for row in rows] == [("1", "'=BCEL 010-1", "DV 2025/2"), ("2", "010 12 34", "DV 2025/2")]
    assert (made.count, made.total_kip, made.left_out) == (2, sum(int(row["amount_kip"]) for row in rows), ("3",))
    with trade.reading() as tx:
        nets = {line.number: line.net_kip for line in dividends.lines_of(tx, 2025)}
    assert [int(row["amount_kip"]) for row in rows] == [nets[number] // 2 // 1000 * 1000 for number in ("1", "2")]
    payout.pay_dividends(trade.book, replace(order, member_ids=(trade.member["1"], trade.member["2"])))
    assert payout.bank_list(trade.book, order).count == 0
    leaving.leave_coop(trade.book, MemberLeaves(trade.member["1"], ON, "resigned", approved_by="Kham"))
    assert payout.bank_list(trade.book, replace(order, on=date(2026, 3, 5), percent="100")).left_out == ("1", "3")
    assert refused(payout.bank_list, trade.book, replace(order, percent="0")) == [NotARound(value="0")]


def test_a_forged_figure_reaches_no_bank(tmp_path):
    trade = a_year(tmp_path)
    with_accounts(trade, m2="010")
    posted(trade)
    run_unguarded(trade.book.path, "UPDATE dividend_line SET net_kip = net_kip + 1000, payable_now_kip = payable_now_kip + 1000 WHERE member_id = 2")
    assert refused(payout.bank_list, trade.book, PayDividends(2025, ON, "bank")) == [ForgedApproval(year=2025)]


def test_the_list_and_a_round_without_a_window(tmp_path, capsys):
    trade = a_year(tmp_path)
    with_accounts(trade, m2="010")
    posted(trade)
    book, out = str(trade.book.path), tmp_path / "bank.csv"
    wanted = payout.bank_list(trade.book, PayDividends(2025, ON, "bank", percent="40", round_no=1)).content
    trade.book.close()
    common = ["payout", book, "--lang", "en", "--year", "2025", "--on", "2026-03-01", "--from", "bank", "--user", "Noy"]
    assert run([*common, "--round", "1/40", "--bank-list", str(out)]) == 0
    assert "1 members" in capsys.readouterr().out
    assert out.read_bytes() == wanted
    assert run([*common, "--round", "x/40", "--all"]) == 1
    assert "x/40" in capsys.readouterr().err
    assert run([*common, "--round", "1/40", "--member", "2"]) == 0
    assert run([*common, "--round", "1/40", "--member", "2"]) == 1
    assert run([*common, "--bank-list", str(out), "--member", "9"]) == 1
    assert check_book(trade.book.path) == []


# --- parts that stay --------------------------------------------------------------------------------------------------
def test_a_part_stays_on_the_account_until_the_member_asks_for_it(tmp_path):
    trade = a_year(tmp_path)
    book, second = trade.book, trade.member["2"]
    order = LeaveOnAccount(2025, ON, (second,))
    assert refused(payout.leave_on_account, book, order) == [PayoutBeforeApproval(year=2025)]
    posted(trade)
    assert refused(payout.leave_on_account, book, replace(order, on=date(2026, 2, 1))) == [PaidBeforeMeeting(approved_on=AGM)]
    assert refused(payout.leave_on_account, book, replace(order, member_ids=(99,))) == [NothingToPay(member="99", year=2025)]
    before = trade.journal_text()
    payout.leave_on_account(book, order)
    assert trade.journal_text() == before
    (again,) = refused(payout.leave_on_account, book, order)
    assert isinstance(again, StaysAlready)
    payout.pay_dividends(book, PayDividends(2025, ON, "bank"))
    with trade.reading() as tx:
        assert [line.paid_kip > 0 for line in dividends.lines_of(tx, 2025)] == [True, False, True]
    assert state(trade) == "paid"
    assert [(one.number, one.standing) for one in payout.unclaimed(book, ON)] == [("2", "stays")]
    payout.pay_dividends(book, PayDividends(2025, date(2026, 3, 9), "bank", (second,)))
    assert payout.unclaimed(book, date(2026, 3, 10)) == ()
    (paid,) = refused(payout.leave_on_account, book, replace(order, on=date(2026, 3, 10)))[:1]
    assert isinstance(paid, NothingToPay | StaysAlready)
    assert is_sound(trade)


def test_what_is_kept_of_a_refund_is_not_paid_and_every_paper_says_so(tmp_path):
    trade = a_year(tmp_path)
    posted(trade, replace(DividendPolicy(), refund=RefundPolicy(Fraction(70, 100))))
    year = Period(date(2025, 1, 1), date(2025, 12, 31))
    before = steps.prepare_year(trade.book, 2025)
    sheet = yearend_papers.round_sheet(trade.book, 2025)
    (statement,) = printing.member_statements(trade.book, year, "1")
    payout.pay_dividends(trade.book, PayDividends(2025, ON, "bank"))
    after = steps.prepare_year(trade.book, 2025)
    with trade.reading() as tx:
        lines = {line.number: line for line in dividends.lines_of(tx, 2025)}
    assert {line.number: line.payable_now_kip for line in sheet.lines} == {number: line.paid_kip for number, line in lines.items()}
    assert (before.payable_kip, after.payable_kip, after.paid_kip, after.state) == (after.paid_kip, after.paid_kip, after.paid_kip, "paid")
    part = statement.surplus
    assert (part.kept_kip, part.payable_now_kip) == (lines["1"].kept_kip, lines["1"].paid_kip)
    assert part.net_kip == part.payable_now_kip + part.kept_kip + part.carried_kip
    assert part.kept_kip > 0
    told = " ".join(pages_of(catalogue.render(statement, ".pdf", "en"))[0].split())
    assert f"{part.kept_kip:,} kip of the refund became shares or revolving capital." in told


# --- scans and names without a window ---------------------------------------------------------------------------------
def test_the_scan_of_the_minutes_is_kept_with_the_meeting(tmp_path):
    trade = a_year(tmp_path)
    close_year(trade.book, CloseYear(2025))
    (tmp_path / "minutes.pdf").write_bytes(b"%PDF-1.7 minutes")
    order = {"subject": "meeting", "of": 2025, "kind": "decision", "name": "minutes.pdf", "body_file": "minutes.pdf", "on": "2026-02-20"}

    def read() -> object:
        with trade.reading() as tx:
            return read_order(tx, "attach", order, tmp_path)

    assert "2025" in str(refused(read)[0])
    steps.decide_sharing(trade.book, meeting())
    asked = read()
    DEEDS["attach"](trade.book, asked)
    (kept,) = attachments.files_of(trade.book, "meeting", asked.subject_id)
    assert (kept.name, kept.kind, kept.media_type) == ("minutes.pdf", "decision", "application/pdf")
    order["of"] = 2024
    refused(read)
    assert is_sound(trade)


def test_an_approval_without_a_window_is_signed_by_the_treasurer_and_the_chair(tmp_path, capsys):
    trade = a_year(tmp_path)
    close_year(trade.book, CloseYear(2025))
    policy = tmp_path / "by-laws.toml"
    policy.write_text(policy_to_toml(DividendPolicy()), encoding="utf-8")
    trade.book.close()
    common = ["approve", str(trade.book.path), "--lang", "en", "--year", "2025", "--resolution", "1/2026", "--on", "2026-02-28", "--policy", str(policy)]
    assert run([*common, "--approved-by", "Dao"]) == 1
    assert "Dao may not approve" in capsys.readouterr().err
    assert run([*common, "--approved-by", "Noy"]) == 1
    assert run([*common, "--prepared-by", "Kham"]) == 1
    assert "Kham made it. Another person approves it." in capsys.readouterr().err
    assert run(common) == 0
    with trade.book.open(trade.book.path, read_only=True) as book, book.reading() as tx:
        kept = approvals.standing(tx, "appropriation", "2025")
        assert kept is not None
        assert (kept.made_by, kept.approved_by) == ("Noy", "Kham")
    assert check_book(trade.book.path) == []


def test_where_the_roles_do_not_say_who_nobody_is_guessed(tmp_path: Path):
    trade = a_year(tmp_path)
    with trade.book.writing() as tx:
        settings.add_user(tx, "Phet", "chair")
        settings.add_user(tx, "Mali", "treasurer")
    trade.book.user_name = ""
    close_year(trade.book, CloseYear(2025))
    order = ApproveAppropriation(2025, "1/2026", AGM, DividendPolicy())
    assert refused(approve, trade.book, order) == [MakerMissing(), ApproverMissing()]
    assert refused(approve, trade.book, replace(order, approved_by="Phet")) == [MakerMissing()]
    approve(trade.book, replace(order, prepared_by="Mali", approved_by="Phet"))
    assert is_sound(trade)
