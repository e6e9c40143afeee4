"""Villages, groups and households as kept: the list's own rows, and the names that people carry without one."""

from dataclasses import replace
from typing import Any

from coopbooks.books import imported, members
from coopbooks.books.rows_people import ListItemRow
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop.lists import ListItem
from coopbooks.i18n import lao

CARRIED = {"village": "village", "group": "group_name", "household": "household"}
"""The column of the member register that carries each list's names."""


def items(tx: Reading, name: str) -> tuple[tuple[ListItem, int], ...]:
    """Every item of a list in Lao order, with how many people of the register carry it."""
    carried = CARRIED[name]
    counts = {str(text): int(count) for text, count in tx.all(f"SELECT {carried}, count(*) FROM member WHERE {carried} <> '' "
                                                                 f"AND {imported.STANDS.format(kind='members', key='member_id')} GROUP BY 1")}
    places = {str(row[0]): (str(row[1]), str(row[2])) for row in tx.all(
        "SELECT village, max(district), max(province) FROM member WHERE village <> '' GROUP BY village")} if name == "village" else {}
    kept = {row[0]: ListItem(name, row[0], row[1], row[2], row[3], row[4], bool(row[5])) for row in tx.all(
        "SELECT name, latin_name, district, province, note, is_used FROM list_item WHERE list = ?", name)}
    for text in counts:
        kept.setdefault(text, ListItem(name, text, "", *places.get(text, ("", ""))))
    return tuple((kept[text], counts.get(text, 0)) for text in sorted(kept, key=lao.sort_key))


def keep(tx: Writing, item: ListItem, before: str) -> int:
    """Add or change an item; people who carry the name before carry the new one. Returns how many were changed."""
    found = tx.maybe("SELECT list_item_id FROM list_item WHERE list = ? AND name = ?", item.list, before or item.name)
    tx.keep(ListItemRow, int(found[0]) if found else None, list=item.list, name=item.name, latin_name=item.latin_name,
            district=item.district, province=item.province, note=item.note, is_used=int(item.is_used), name_key=lao.sort_key(item.name))
    changed = 0
    field = CARRIED[item.list]
    for member_id, details in members.all_details(tx).items() if before else ():
        if getattr(details, field) != before:
            continue
        changes: dict[str, Any] = {field: item.name}
        if item.list == "village" and item.district:
            changes |= {"district": item.district, "province": item.province}
        new = replace(details, **changes)
        if new != details:
            members.keep(tx, member_id, new)
            changed += 1
    return changed
