"""The lists of villages, groups and households: what is on them, and changing them."""

from coopbooks.books import lists
from coopbooks.books.book import Book
from coopbooks.books.transaction import Writing
from coopbooks.coop import lists as rules
from coopbooks.coop.lists import KeepListItem, ListItem
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.outcome import Topic, action


def list_items(book: Book, name: str) -> tuple[tuple[ListItem, int], ...]:
    """Every village, group or household in Lao order, with how many people carry it."""
    with book.reading() as tx:
        return lists.items(tx, name)


@action(Topic.MEMBERS, Topic.SETTINGS)
def keep_list_item(tx: Writing, order: KeepListItem) -> None:
    """Add an item to a list or change it; a new name goes to everybody who carries the old one. Refused: ItemNameTaken, …"""
    refuse_if(rules.check_item(frozenset(item.name for item, _ in lists.items(tx, order.item.list)), order))
    lists.keep(tx, order.item, order.before)
