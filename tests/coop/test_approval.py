"""Two people behind a decision of weight."""

from datetime import date

import pytest

from coopbooks.coop.approval import (
    Approval,
    ApproverMissing,
    ChangedAfterApproval,
    MadeAndApproved,
    MakerMissing,
    MayNotApprove,
    NobodyMayApprove,
    NotApproved,
    NotEnrolled,
    Person,
    approvers,
    check_holds,
    check_two_people,
    is_one_person,
    print_of_run,
    short_code,
)

NOY, KHAM, DAO, LA = Person("Noy", "treasurer"), Person("Kham", "chair"), Person("Dao", "cashier"), Person("La", "approver")
PEOPLE = (NOY, KHAM, DAO, LA)


@pytest.mark.parametrize(("made_by", "approved_by", "broken"), [
    ("Noy", "Kham", []), ("Noy", "La", []), ("Dao", "Kham", []),
    ("Noy", "Dao", [MayNotApprove(name="Dao")]), ("Noy", "", [ApproverMissing()]), ("Noy", "Ghost", [NotEnrolled(name="Ghost")]),
    ("Kham", "Kham", [MadeAndApproved(name="Kham")]), ("Noy", "Noy", [MayNotApprove(name="Noy"), MadeAndApproved(name="Noy")]),
    ("Noy", "kham", [NotEnrolled(name="kham")]), ("", "Kham", [MakerMissing()]), ("", "", [MakerMissing(), ApproverMissing()])])
def test_who_made_it_does_not_approve_it(made_by, approved_by, broken):
    assert check_two_people(PEOPLE, made_by, approved_by) == broken


def test_a_book_of_one_person_says_so():
    assert is_one_person((NOY,))
    assert check_two_people((NOY,), "Noy", "Noy") == []
    assert check_two_people((NOY,), "Noy", "Ghost") == [NotEnrolled(name="Ghost")]
    assert not is_one_person(PEOPLE)
    assert approvers((NOY,), "Noy") == ("Noy",)


def test_where_nobody_may_approve_the_chair_is_enrolled_first():
    assert check_two_people((NOY, DAO), "Noy", "Dao") == [NobodyMayApprove()]
    assert approvers((NOY, DAO), "Noy") == ()


def test_who_may_approve_is_offered_and_never_who_made_it():
    assert approvers(PEOPLE, "Noy") == ("Kham", "La")
    assert approvers(PEOPLE, "Kham") == ("La",)


def test_an_approval_stands_for_one_exact_run():
    run = print_of_run("payment-run", 7, [[1, 20_000], [2, 35_000]])
    kept = Approval("payment-run", "7", run, "Noy", "Kham", date(2025, 3, 1))
    assert check_holds(kept, run) == []
    assert check_holds(kept, print_of_run("payment-run", 7, [[1, 20_001], [2, 35_000]])) == [ChangedAfterApproval(approved_by="Kham")]
    assert check_holds(None, run) == [NotApproved()]


def test_every_figure_and_its_place_is_in_the_print():
    base = print_of_run("x", [1, 23], "4")
    assert len(base) == 64
    assert base == print_of_run("x", [1, 23], "4")
    assert len({base, print_of_run("x", [12, 3], "4"), print_of_run("x", [23, 1], "4"), print_of_run("x", [1, 23], 4),
                print_of_run("x", [1, 23]), print_of_run("x4", [1, 23], "")}) == 6
    assert [len(part) for part in short_code(base).split("-")] == [4, 4, 4, 4]
