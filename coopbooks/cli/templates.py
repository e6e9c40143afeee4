"""Templates for every kind of import: a workbook with the columns and a sheet that explains them, and a bare CSV beside it."""

from collections.abc import Iterator
from pathlib import Path

from coopbooks.cli.exports import put_in_place
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.reports.workbook import workbook_bytes
from coopbooks.services.imports.columns import COLUMNS


def write_templates(folder: Path) -> Iterator[Path]:
    """Write the templates in the chosen language; yields the files. Lao templates have Lao headers, which imports read too."""
    lao = current_language() == "lo"
    for kind, columns in COLUMNS.items():
        headers = tuple(column.lao if lao else column.name for column in columns)
        titles = tuple(tr(title) for title in (N_("Column"), N_("Needed"), N_("What to write"), N_("Example")))
        told = [(header, tr(N_("yes")) if column.required else "", tr(column.help), column.example)
                for header, column in zip(headers, columns, strict=True)]
        workbook = folder / f"{kind}.xlsx"
        put_in_place(workbook, workbook_bytes([(kind, headers, ()), (tr(N_("Help")), titles, told)]))
        yield workbook
        bare = folder / f"{kind}.csv"
        put_in_place(bare, (",".join(f'"{header}"' if "," in header else header for header in headers) + "\r\n").encode("utf-8-sig"))
        yield bare
