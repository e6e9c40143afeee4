"""Templates for every kind of import: a workbook with the columns and a sheet that explains them, and a bare CSV beside it."""

from collections.abc import Iterator
from pathlib import Path

from coopbooks.cli.exports import put_in_place
from coopbooks.reports.workbook import workbook_bytes
from coopbooks.services.imports.columns import COLUMNS, template_sheets


def write_templates(folder: Path) -> Iterator[Path]:
    """Write the templates in the chosen language; yields the files. Lao templates have Lao headers, which imports read too."""
    for kind in COLUMNS:
        sheets = template_sheets(kind)
        workbook = folder / f"{kind}.xlsx"
        put_in_place(workbook, workbook_bytes(sheets))
        yield workbook
        bare, headers = folder / f"{kind}.csv", sheets[0][1]
        put_in_place(bare, (",".join(f'"{header}"' if "," in header else header for header in headers) + "\r\n").encode("utf-8-sig"))
        yield bare
