"""Versions: the frozen revisions make today's book; a later one upgrades it in one step or not at all."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine

from coopbooks.books import header, schema
from coopbooks.books.book import Book
from coopbooks.books.migrations import runner
from coopbooks.books.trouble import BookFromNewerProgram, BookIsOlder, BookNotUpdated
from coopbooks.services.checking import check_book
from tests.support import meddling

LATER = '''
from alembic import op
revision, down_revision = "later", "REVISION"
def upgrade():
    op.execute("CREATE TEMP TABLE kept AS SELECT * FROM price")
    (made,) = op.get_bind().exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'price'").fetchone()
    op.execute("DROP TABLE price")
    op.execute(made.replace(":", "\\\\:"))
    op.execute("INSERT INTO price SELECT * FROM kept")
    op.execute("CREATE INDEX price_by_product ON price (product_id)")
'''


def test_the_revisions_make_the_same_book() -> None:
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(":memory:", isolation_level=None))
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        command.upgrade(runner.configuration(connection), "head")
        schema.install_guards(connection)
        connection.exec_driver_sql("COMMIT")
        assert schema.differences(schema.shape(connection)) == []
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == schema.REVISION
    engine.dispose()


NOW = header.VERSION


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as it may be one version later: a second revision rebuilds a table and adds an index."""
    scripts = tmp_path / "scripts"
    shutil.copytree(runner.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    script = scripts / "versions" / "v9999_later.py"
    script.write_text(LATER.replace("REVISION", schema.REVISION), encoding="utf-8")
    monkeypatch.setattr(runner, "SCRIPTS", scripts)
    monkeypatch.setattr(header, "VERSION", NOW + 1)
    later = schema.expected_shape() | {"index price_by_product": "CREATE INDEX price_by_product ON price (product_id)"}
    monkeypatch.setattr(schema, "_expected", later)
    return script


@pytest.mark.usefixtures("next_version")
def test_an_older_book_is_brought_up_to_date_with_a_copy_beside_it(whole: Path) -> None:
    before = meddling.content(whole)
    with Book.open(whole) as book:
        after = meddling.content(whole)
        assert book.head_code()
    assert after.pop("alembic_version") == [("later",)]
    assert before.pop("alembic_version") == [(schema.REVISION,)]
    assert after == before
    assert check_book(whole) == []
    (copy,) = whole.parent.glob("*before update*.coop")
    assert meddling.content(copy) == {**before, "alembic_version": [(schema.REVISION,)]}
    with pytest.raises(sqlite3.IntegrityError, match="price_refuses_update"):
        meddling.run(whole, "UPDATE price SET price_kip = 1")


@pytest.mark.usefixtures("next_version")
def test_a_book_that_is_only_looked_at_stays_as_it_is(whole: Path) -> None:
    before = whole.read_bytes()
    with pytest.raises(BookIsOlder):
        Book.open(whole, read_only=True)
    assert whole.read_bytes() == before


@pytest.mark.parametrize("last_step", [
    "op.execute('CREATE TABLE price (a)')", "op.execute('DELETE FROM posting WHERE posting_id = 3')",
    "op.execute('DROP INDEX posting_by_entry')", "op.execute('DELETE FROM product')", "raise ValueError('half way')"])
def test_an_update_that_fails_leaves_the_old_book(whole: Path, next_version: Path, last_step: str) -> None:
    before = meddling.content(whole)
    guards_off = "op.execute('DROP TRIGGER posting_refuses_delete'); op.execute('DROP TRIGGER product_refuses_delete')"
    next_version.write_text(next_version.read_text(encoding="utf-8") + f"    {guards_off}\n    {last_step}\n", encoding="utf-8")
    with pytest.raises(BookNotUpdated):
        Book.open(whole)
    assert meddling.content(whole) == before
    with closing(sqlite3.connect(whole)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (NOW,)


def test_a_book_of_a_newer_program_is_not_touched(whole: Path) -> None:
    meddling.run(whole, f"PRAGMA user_version = {NOW + 1}")
    before = whole.read_bytes()
    for read_only in (True, False):
        with pytest.raises(BookFromNewerProgram):
            Book.open(whole, read_only=read_only)
    with pytest.raises(BookFromNewerProgram):
        check_book(whole)
    assert whole.read_bytes() == before


@pytest.mark.usefixtures("next_version")
def test_a_revision_nobody_knows_is_a_newer_programs(whole: Path) -> None:
    meddling.run(whole, "UPDATE alembic_version SET version_num = '0009'")
    before = whole.read_bytes()
    with pytest.raises(BookFromNewerProgram):
        Book.open(whole)
    assert whole.read_bytes() == before
