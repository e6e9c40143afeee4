"""The few charts of a report, drawn as blocks: bars over years or months, and a ring of parts. Figures stand at every bar."""

from collections.abc import Sequence

from coopbooks.reports.page import CHARTS, INK2, INK3, PRIMARY, TINT, WHITE, Colour, Sheet

RED: Colour = (0.70, 0.15, 0.12)


def bars(sheet: Sheet, box: tuple[float, float, float, float], title: str, values: Sequence[tuple[str, int, str]],
         fill: Colour = PRIMARY, *, last_counts: bool = True) -> None:
    """Bars for (label, value, figure) in a box of x, y, width, height; values below zero hang down in red.

    With `last_counts` the last bar is the one the report is about, and stands out.
    """
    x, y, width, high = box
    sheet.text(x, y + 4, title, 9.5, "SemiBold", fit=width)
    top, base = y + 12, y + high - 7
    most, least = max([value for _, value, _ in values] + [0]), min([value for _, value, _ in values] + [0])
    whole = max(most - least, 1)
    zero = top + (base - top) * most / whole
    step = width / max(len(values), 1)
    wide = min(step * 0.68, 24.0)
    for place, (label, value, figure) in enumerate(values):
        left, tall = x + place * step + (step - wide) / 2, (base - top) * abs(value) / whole
        last = not last_counts or place == len(values) - 1
        if value >= 0:
            sheet.box(left, zero - tall, wide, tall, fill if last else _lighter(fill))
            sheet.text(left + wide / 2, zero - tall - 1.4, figure, 8, "SemiBold", align="center", fit=step - 1)
        else:
            sheet.box(left, zero, wide, tall, RED)
            sheet.text(left + wide / 2, zero - 1.4, figure, 8, "SemiBold", RED, "center", fit=step - 1)
        sheet.text(left + wide / 2, y + high - 1.8, label, 8, ink=INK2, align="center", fit=step - 1)
    sheet.line(x, zero, x + width, zero, INK3, 0.6)


def _lighter(fill: Colour) -> Colour:
    red, green, blue = fill
    return (red + (1 - red) * 0.45, green + (1 - green) * 0.45, blue + (1 - blue) * 0.45)


def ring(sheet: Sheet, x: float, y: float, radius: float, parts: Sequence[int], title: str, figure: str) -> None:
    """A ring of parts around a title and a figure; parts that are not above zero have no place in it."""
    whole = sum(part for part in parts if part > 0)
    at = 0
    for place, part in enumerate(parts):
        if part > 0:
            sheet.sector(x, y, radius, radius * 0.58, at / whole, (at + part) / whole, CHARTS[place % len(CHARTS)])
            at += part
    if whole == 0:
        sheet.disc(x, y, radius, TINT)
        sheet.disc(x, y, radius * 0.58, WHITE)
    sheet.text(x, y - 2, title, 8.5, ink=INK2, align="center", fit=radius)
    sheet.text(x, y + 4.5, figure, 11, "SemiBold", align="center", fit=radius * 1.08)


def share_bars(sheet: Sheet, x: float, y: float, width: float, parts: Sequence[tuple[str, int, str]]) -> float:
    """A bar for each part of a whole with its name, amount and percent; returns the `y` below."""
    most = max([part for _, part, _ in parts] + [1])
    for place, (name, part, figure) in enumerate(parts):
        sheet.text(x, y + 3.6, name, 8.5, fit=width * 0.58)
        sheet.text(x + width, y + 3.6, figure, 8.5, "SemiBold", align="right", fit=width * 0.41)
        sheet.box(x, y + 5, width, 2.2, TINT, radius=1.1)
        if part > 0:
            sheet.box(x, y + 5, max(width * part / most, 2.2), 2.2, CHARTS[place % len(CHARTS)], radius=1.1)
        y += 10.5
    return y
