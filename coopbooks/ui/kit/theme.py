"""Fusion, a palette and one generated style sheet from the tokens; the bundled font for the whole application."""

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from coopbooks.i18n.resources import resource
from coopbooks.ui.kit.tokens import DARK, LIGHT, Tokens

_state: dict[str, Tokens] = {"tokens": LIGHT}
FAMILY = "CoopBooks Lao"


def tokens() -> Tokens:
    """The theme in force."""
    return _state["tokens"]


def colour(name: str) -> QColor:
    """A token as a colour."""
    return QColor(tokens()[name])


def load_fonts(app: QApplication) -> None:
    """Register the weights that the window speaks in, and set the family for everything. Bold is for papers alone."""
    for weight in ("Regular", "Medium", "SemiBold"):
        QFontDatabase.addApplicationFont(str(resource("fonts", f"CoopBooksLao-{weight}.ttf")))
    font = QFont(FAMILY)
    font.setPixelSize(14)
    app.setFont(font)


def apply(app: QApplication, *, dark: bool) -> None:
    """Put a theme in force: style, palette and sheet together."""
    _state["tokens"] = DARK if dark else LIGHT
    app.setStyle("Fusion")
    app.setPalette(_palette(tokens()))
    app.setStyleSheet(_sheet(tokens()))


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, name in ((roles.Window, "bg"), (roles.Base, "surface"), (roles.AlternateBase, "surface2"), (roles.Text, "text"),
                       (roles.WindowText, "text"), (roles.Button, "surface"), (roles.ButtonText, "text"), (roles.Highlight, "primary"),
                       (roles.HighlightedText, "on_primary"), (roles.PlaceholderText, "text3"), (roles.ToolTipBase, "surface"),
                       (roles.ToolTipText, "text"), (roles.Link, "primary"), (roles.Mid, "border"), (roles.Light, "surface"),
                       (roles.Dark, "border_in")):
        palette.setColor(role, QColor(t[name]))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(t["disabled"]))
    return palette


_SHEET = """
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {border}; padding: 4px; }}
QLabel {{ background: transparent; }}
QLabel[kind="h1"] {{ font-size: 24px; font-weight: 600; }}
QLabel[kind="h2"] {{ font-size: 19px; font-weight: 600; }}
QLabel[kind="h3"] {{ font-size: 16px; font-weight: 600; }}
QLabel[kind="num"] {{ font-size: 22px; font-weight: 600; }}
QLabel[kind="numxl"] {{ font-size: 29px; font-weight: 600; }}
QLabel[kind="label"] {{ font-size: 13px; font-weight: 500; color: {text2}; }}
QLabel[kind="hint"] {{ font-size: 12px; color: {text3}; }}
QLabel[kind="error"] {{ font-size: 12px; color: {danger}; }}
QLabel[kind="warn"] {{ font-size: 13px; color: {warn}; }}
QLabel[kind="strong"] {{ font-weight: 600; }}
QLabel[tag="ok"] {{ background: {success_soft}; color: {success}; border-radius: 11px; padding: 1px 10px; font-size: 13px; font-weight: 500; }}
QLabel[tag="warn"] {{ background: {warn_soft}; color: {warn}; border-radius: 11px; padding: 1px 10px; font-size: 13px; font-weight: 500; }}
QLabel[tag="bad"] {{ background: {danger_soft}; color: {danger}; border-radius: 11px; padding: 1px 10px; font-size: 13px; font-weight: 500; }}
QLabel[tag="neutral"] {{ background: {neutral_soft}; color: {text2}; border-radius: 11px; padding: 1px 10px; font-size: 13px; font-weight: 500; }}
QFrame[card="plain"] {{ background: {surface}; border: 1px solid {border}; border-radius: 8px; }}
QFrame[card="soft"] {{ background: {primary_soft}; border: 1px solid {primary_line}; border-radius: 8px; }}
QFrame[card="warn"] {{ background: {warn_soft}; border: 1px solid {warn_line}; border-radius: 8px; }}
QFrame[card="sunken"] {{ background: {sunken}; border: none; border-radius: 8px; }}
QFrame[card="toast"] {{ background: {side}; border: none; border-radius: 8px; }}
QFrame[card="toast"] QLabel {{ color: {side_on}; }}
QFrame#topbar, QFrame#footer {{ background: {surface}; border: none; border-bottom: 1px solid {border}; }}
QFrame#statusbar {{ background: {surface}; border: none; border-top: 1px solid {border}; }}
QFrame#statusbar QLabel {{ font-size: 12px; color: {text2}; }}
QFrame#sidebar {{ background: {side}; border: none; }}
QFrame#sidebar QLabel {{ color: {side_on}; font-weight: 600; }}
QFrame#sidebar QLabel[kind="hint"] {{ color: {side_muted}; font-weight: 400; }}
QFrame#sidebar QToolButton {{ color: {side_text}; background: transparent; border: none; border-left: 4px solid transparent; border-radius: 0;
  text-align: left; padding: 0 0 0 14px; font-size: 15px; min-height: 41px; }}
QFrame#sidebar QToolButton:hover {{ background: {side_hover}; }}
QFrame#sidebar QToolButton:checked {{ background: {side_active}; color: {side_on}; border-left-color: {accent}; font-weight: 500; }}
QFrame#sidebar QToolButton:focus {{ border-left-color: {side_muted}; }}
QFrame#sidebar QToolButton:disabled {{ color: {side_muted}; }}
QFrame#sidebar[rail="true"] QToolButton {{ padding: 4px 2px; text-align: center; font-size: 12px; min-height: 54px; }}
QPushButton, QToolButton {{ background: {surface}; color: {text}; border: 1px solid {border_in}; border-radius: 6px; padding: 0 14px; min-height: {control}px; }}
QPushButton:hover, QToolButton:hover {{ background: {row_hover}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {primary}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {disabled}; border-color: {border}; background: {surface2}; }}
QPushButton[look="main"] {{ background: {primary}; color: {on_primary}; border: 1px solid {primary}; font-weight: 600; }}
QPushButton[look="main"]:hover {{ background: {hover}; }}
QPushButton[look="main"]:pressed {{ background: {pressed}; }}
QPushButton[look="main"]:focus {{ border: 2px solid {accent}; }}
QPushButton[look="main"]:disabled {{ background: {disabled}; border-color: {disabled}; }}
QPushButton[look="quiet"], QToolButton[look="quiet"] {{ background: transparent; border: 1px solid transparent; color: {text}; padding: 0 8px; }}
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover {{ background: {row_hover}; }}
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus {{ border: 2px solid {primary}; }}
QPushButton[look="link"] {{ background: transparent; border: 1px solid transparent; color: {primary}; padding: 0 4px; min-height: 22px; }}
QPushButton[look="link"]:hover {{ text-decoration: underline; }}
QPushButton[look="link"]:focus {{ border: 2px solid {primary}; }}
QPushButton[look="chip"] {{ border: 1px solid {border_in}; border-radius: 15px; min-height: 28px; padding: 0 12px; font-size: 13px; }}
QPushButton[look="chip"]:checked {{ background: {primary_soft}; border-color: {primary}; color: {primary}; font-weight: 600; }}
QPushButton[look="tile"] {{ background: {surface}; border: 1px solid {border}; border-radius: 8px; text-align: left; padding: 8px 12px; font-weight: 600; }}
QPushButton[look="tile"]:hover {{ border-color: {primary}; background: {primary_soft}; }}
QPushButton[look="tile"]:focus {{ border: 2px solid {primary}; }}
QPushButton[look="box"] {{ background: {surface}; border: 1px solid {border}; border-radius: 8px; min-height: 104px; min-width: 150px; }}
QPushButton[look="box"]:hover {{ border-color: {primary}; }}
QPushButton[look="box"]:checked {{ background: {primary_soft}; border: 2px solid {primary}; }}
QPushButton[look="box"]:disabled {{ background: {sunken}; }}
QPushButton[look="segment"] {{ border: 1px solid {border_in}; border-radius: 0; background: {sunken}; min-width: 30px; padding: 0 4px; }}
QPushButton[look="segment"]:checked {{ background: {surface}; color: {primary}; border: 2px solid {primary}; font-weight: 600; }}
QPushButton[look="search"] {{ background: {sunken}; color: {text3}; border: 1px solid {border}; border-radius: 16px; text-align: left; padding: 0 12px; }}
QPushButton[look="search"]:focus {{ border: 2px solid {primary}; }}
QPushButton::menu-indicator {{ image: none; }}
QLineEdit[look="palette"] {{ font-size: 16px; min-height: 40px; }}
QLineEdit, QComboBox, QSpinBox, QPlainTextEdit {{ background: {surface}; color: {text}; border: 1px solid {border_in}; border-radius: 6px; padding: 0 10px;
  min-height: {control}px; selection-background-color: {primary}; selection-color: {on_primary}; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ border: 2px solid {primary}; padding: 0 9px; }}
QLineEdit[wrong="true"], QComboBox[wrong="true"] {{ border: 2px solid {danger}; padding: 0 9px; }}
QLineEdit:disabled, QLineEdit:read-only {{ background: {sunken}; color: {text2}; border-color: {border}; }}
QLineEdit#search {{ background: {sunken}; border: 1px solid {border}; border-radius: 18px; padding: 0 14px; }}
QLineEdit#search:focus {{ border: 2px solid {primary}; }}
QComboBox::drop-down {{ border: none; width: 26px; }}
QComboBox::down-arrow {{ image: url({arrow}); width: 16px; height: 16px; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {border}; selection-background-color: {row_sel}; selection-color: {text}; padding: 4px; }}
QTableView {{ background: {surface}; alternate-background-color: {surface2}; border: 1px solid {border}; border-radius: 8px; gridline-color: transparent;
  selection-background-color: {row_sel}; selection-color: {text}; }}
QTableView::item {{ padding: 0 8px; border-bottom: 1px solid {border}; }}
QTableView:focus {{ border: 2px solid {primary}; }}
QHeaderView {{ background: {head}; border: none; }}
QHeaderView::section {{ background: {head}; color: {text2}; border: none; border-bottom: 1px solid {border}; padding: 6px 8px; font-size: 13px; font-weight: 600; }}
QTableView#totals {{ background: {total}; border: none; border-top: 2px solid {border_in}; border-radius: 0; font-weight: 600; }}
QWidget#totals-corner {{ background: {total}; border-top: 2px solid {border_in}; }}
QListWidget {{ background: {surface}; border: 1px solid {border}; border-radius: 8px; padding: 4px; outline: none; }}
QListWidget::item {{ padding: 7px 10px; border-radius: 6px; }}
QListWidget::item:selected {{ background: {row_sel}; color: {text}; }}
QListWidget:focus {{ border: 2px solid {primary}; }}
QTabWidget::pane {{ border: 1px solid {border}; border-radius: 8px; background: {surface}; top: -1px; }}
QTabBar::tab {{ background: transparent; color: {text2}; padding: 8px 14px; border-bottom: 3px solid transparent; }}
QTabBar::tab:selected {{ color: {primary}; border-bottom-color: {primary}; font-weight: 600; }}
QTabBar::tab:focus {{ background: {row_hover}; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {border_in}; border-radius: 4px; min-height: 30px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {border_in}; border-radius: 4px; min-width: 30px; margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none; border: none; height: 0; width: 0; }}
QProgressBar {{ background: {sunken}; border: none; border-radius: 4px; height: 8px; text-align: center; }}
QProgressBar::chunk {{ background: {primary}; border-radius: 4px; }}
QMenu {{ background: {surface}; border: 1px solid {border}; padding: 4px; }}
QMenu::item {{ padding: 7px 22px; border-radius: 4px; }}
QMenu::item:selected {{ background: {row_sel}; color: {text}; }}
QCheckBox {{ spacing: 8px; }}
"""


def _sheet(t: Tokens) -> str:
    arrow = resource("icons", "chevron-down.svg").as_posix()
    return _SHEET.format(**t.colours, control=30, arrow=arrow)
