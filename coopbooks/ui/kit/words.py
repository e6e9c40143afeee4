"""Labels and buttons that say a message and say it again when the language changes; wrapping that works in Lao.

Qt breaks no Lao by itself, so wrapping labels get their break opportunities from the Lao module.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSizePolicy

from coopbooks.i18n.catalogue import Language, set_language, tr
from coopbooks.i18n.lao_breaks import insert_breaks
from coopbooks.i18n.markers import N_
from coopbooks.ui.kit import icons


class Speaker:
    """A widget that can say its words again. Keep `say_again` idempotent: dialogs may be told twice."""

    def say_again(self) -> None:
        """Ask the catalogue again for everything that is shown."""


def retell(event: QEvent, widget: Speaker) -> None:
    """Call from changeEvent: says again when the language changed."""
    if event.type() == QEvent.Type.LanguageChange:
        widget.say_again()


class Words(QLabel, Speaker):
    """A label of one message with facts. `kind` picks its look: h1, h2, h3, num, numxl, label, hint, error, strong."""

    def __init__(self, message: str = "", kind: str = "", *, wrap: bool = False, **facts: object) -> None:
        super().__init__()
        self._message, self._facts, self._wrap = message, facts, wrap
        if kind:
            self.setProperty("kind", kind)
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.say_again()

    def tell(self, message: str, **facts: object) -> None:
        """Say another message."""
        self._message, self._facts = message, facts
        self.say_again()

    def say_again(self) -> None:
        text = tr(self._message, **self._facts) if self._message else ""
        self.setText(insert_breaks(text) if self._wrap else text)

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)


def plain(text: str, kind: str = "") -> QLabel:
    """A label of user text or figures: shown letter for letter, never markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        label.setProperty("kind", kind)
    return label


def tag(kind: str, message: str, **facts: object) -> Words:
    """A rounded tag: ok, warn, bad or neutral."""
    label = Words(message, "", wrap=False, **facts)
    label.setProperty("tag", kind)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return label


class Button(QPushButton, Speaker):
    """A button of one message. `look`: main, quiet, link, chip, tile, segment, or plain. `wordless`: its icon stands for the message."""

    def __init__(self, message: str, do: Callable[[], object] | None = None, *, look: str = "", icon: str = "", tint: str = "text2",
                 hint: str = "", wordless: bool = False, **facts: object) -> None:
        super().__init__()
        self._message, self._facts, self._hint, self._wordless = message, facts, hint, wordless
        if look:
            self.setProperty("look", look)
        if icon:
            self.setIcon(icons.icon(icon, "on_primary" if look == "main" else tint))
        if do is not None:
            self.clicked.connect(lambda _checked=False: do())
        self.setAutoDefault(False)
        self.say_again()

    def tell(self, message: str, **facts: object) -> None:
        """Say another message."""
        self._message, self._facts = message, facts
        self.say_again()

    def say_again(self) -> None:
        said = tr(self._message, **self._facts)
        self.setText("" if self._wordless else said.replace("&", "&&"))
        self.setAccessibleName(said)
        if self._hint:
            self.setToolTip(tr(self._hint))

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)


_QT = {"OK": N_("OK"), "Cancel": N_("Cancel"), "Save": N_("Save"), "Open": N_("Open"), "Close": N_("Close"), "Cu&t": N_("Cut"),
       "&Copy": N_("Copy"), "&Paste": N_("Paste"), "&Undo": N_("Undo"), "&Redo": N_("Redo"), "Select All": N_("Select all"),
       "Delete": N_("Delete")}


class QtWords(QTranslator):
    """Qt ships no Lao for its own buttons and menus; this asks our catalogue."""

    def isEmpty(self) -> bool:
        """Never empty: Qt tells nobody of a new language when it takes the translator for an empty one."""
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Qt's question. What we have no word for stays as it is: with an empty word for its name a sheet of paper is printed wrong."""
        return tr(_QT[source]) if source in _QT else source


_translators: list[QtWords] = []


def speak(app: QApplication, language: Language) -> None:
    """Change the language of the whole program at once, open dialogs included."""
    set_language(language)
    for old in _translators:
        app.removeTranslator(old)
    _translators[:] = [QtWords()]
    app.installTranslator(_translators[0])
