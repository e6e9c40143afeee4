"""Whether words have the room they need: what is cut off or squeezed in a widget, as anybody would see it."""

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTabBar, QWidget


def cut_off(whole: QWidget) -> list[str]:
    """Every visible label, button, choice and tab that is narrower or lower than what it says, in words."""
    found = []
    for widget in whole.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
            found += _label(widget)
        elif isinstance(widget, QAbstractButton) and widget.text():
            needed = widget.fontMetrics().horizontalAdvance(widget.text().replace("&", ""))
            if needed > widget.width():
                found.append(f"button “{widget.text()}”: {widget.width()} of {needed}")
        elif isinstance(widget, QComboBox) and widget.currentText():
            needed = widget.fontMetrics().horizontalAdvance(widget.currentText()) + 24
            if needed > widget.width():
                found.append(f"choice “{widget.currentText()}”: {widget.width()} of {needed}")
        elif isinstance(widget, QLineEdit) and widget.isReadOnly() and widget.fontMetrics().horizontalAdvance(widget.text()) > widget.width():
            found.append(f"field “{widget.text()}”")
        elif isinstance(widget, QTabBar):
            found += [f"tab “{widget.tabText(place)}”" for place in range(widget.count())
                      if widget.fontMetrics().horizontalAdvance(widget.tabText(place)) > widget.tabRect(place).width()]
    return found


def _label(label: QLabel) -> list[str]:
    room = label.contentsRect()
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        return [f"words “{label.text()}”: {label.height()} high of {needed}"] if needed > label.height() + 1 else []
    needed = max((label.fontMetrics().horizontalAdvance(line) for line in label.text().split("\n")), default=0)
    return [f"label “{label.text()}”: {room.width()} of {needed}"] if needed > room.width() + 1 else []
