"""The fields of a person, for the form of a new member and the form that changes one: a few facts, and the rest folded away."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from coopbooks.coop.heirs import Heir
from coopbooks.coop.lists import ListItem
from coopbooks.coop.members import CONSENTS, MemberBrief, MemberDetails
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.latin import latin
from coopbooks.i18n.markers import N_
from coopbooks.services import lists, register
from coopbooks.ui.kit import memory
from coopbooks.ui.kit.cards import row
from coopbooks.ui.kit.fields import Choice, Field, PastDay, Segments
from coopbooks.ui.kit.lines import Cell, LineColumn, LinesEdit
from coopbooks.ui.kit.picker import Picker
from coopbooks.ui.kit.words import Button, Speaker, retell
from coopbooks.ui.members.columns import PAY_MODES
from coopbooks.ui.shell.page import Desk

TITLES = ("ທ້າວ", "ນາງ", "ທ່ານ", "")
LANGUAGES = (("", N_("As the book")), ("lo", N_("Lao")), ("en", N_("English")), ("lo+en", N_("Both")))
CONSENT_WORDS = {"photo": N_("Photo in the book"), "phone-list": N_("Phone number on lists"), "messages": N_("Messages to the phone")}
HEIRS = (LineColumn("percent", N_("Part %"), width=70, right=True),
         LineColumn("relation", N_("Relation"), width=90), LineColumn("phone", N_("Phone"), width=110),
         LineColumn("member_number", N_("Member no."), width=90))
_HEIR = tuple(one.name for one in fields(Heir))
_LISTED = {"village": "village", "group_name": "group", "household": "household"}


def _member_label(member: MemberBrief) -> str:
    return f"{member.number} · {member.name}"


class Consents(QWidget, Speaker):
    """What a person agreed to."""

    def __init__(self) -> None:
        super().__init__()
        self._boxes = {key: QCheckBox(tr(CONSENT_WORDS[key])) for key in CONSENTS}
        self.setLayout(row(*self._boxes.values(), None, spacing=18))

    def value(self) -> tuple[str, ...]:
        """The chosen words."""
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def set_value(self, chosen: Sequence[str]) -> None:
        """Tick the words."""
        for key, box in self._boxes.items():
            box.setChecked(key in chosen)

    def say_again(self) -> None:
        """Say the words in the language of now."""
        for key, box in self._boxes.items():
            box.setText(tr(CONSENT_WORDS[key]))

    def changeEvent(self, event: QEvent) -> None:
        retell(event, self)
        super().changeEvent(event)


class DetailsFields(QScrollArea):
    """Everything the register says of a person, as editors in a column that scrolls. `asked`: name, paper or phone was filled in."""

    asked = Signal()

    def __init__(self, desk: Desk, known: dict[str, Field]) -> None:
        super().__init__()
        self.desk, self.fields = desk, known
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        self.setWidget(inside)
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 10, 0)
        self.column.setSpacing(9)
        self.texts: dict[str, QLineEdit] = {}
        self._before = MemberDetails("", "", None)
        self._latin_is_own = False
        self.title = Choice([(title, title or "–") for title in TITLES], is_user_text=True)
        self.sex = Segments((("F", N_("Woman")), ("M", N_("Man")), ("", N_("Not told"))), "F")
        self.title.set_value("ນາງ")
        self.title.activated.connect(lambda _place: self._title_chosen())
        self.sex.chosen.connect(self._sex_chosen)
        self._make_more()
        self._fold = Button(N_("More about this person"), self.toggle_more, look="link", icon="chevron-down")

    # --- putting fields down ----------------------------------------------------------------------------------------------
    def field(self, name: str, message: str, editor: QWidget, hint: str = "") -> Field:
        """A field by the order's field name; `put` lays it out."""
        made = self.fields[name] = Field(message, editor, hint)
        return made

    def text(self, name: str, message: str) -> Field:
        """A field of plain text, or of a name from one of the lists."""
        editor = self._listed(name) if name in _LISTED else QLineEdit()
        editor.setMaxLength(200)
        self.texts[name] = editor
        return self.field(name, message, editor)

    def put(self, *shown: Field | tuple[Field, int], to: QVBoxLayout | None = None) -> None:
        """Fields side by side; a pair gives a field's part of the width."""
        line = QHBoxLayout()
        line.setSpacing(14)
        for one in shown:
            made, part = one if isinstance(one, tuple) else (one, 1)
            line.addWidget(made, part, Qt.AlignmentFlag.AlignTop)
        (self.column if to is None else to).addLayout(line)

    def _listed(self, name: str) -> Picker:
        items = [item for item, _ in self.desk.runner.read(lambda: lists.list_items(self.desk.book, _LISTED[name]), ()) if item.is_used]
        words = [(item, lao.fold(f"{item.name} {item.latin_name}")) for item in items]

        def find(text: str) -> list[ListItem]:
            wanted = lao.fold(text)
            return [item for item, folded in words if wanted in folded]

        picker = Picker(find, lambda item: item.name,
                        lambda item: " · ".join(part for part in (item.name, item.district, item.province) if part), free=True)
        if name == "village":
            picker.picked.connect(self._village_picked)
            picker.editingFinished.connect(lambda: self._village_picked(next((one for one in items if one.name == self.said("village")), None)))
        return picker

    def put_who(self) -> None:
        """Title and names, sex, village, group and phone."""
        given, family = self.text("given_name", N_("Given name")), self.text("family_name", N_("Family name (optional)"))
        self.put((self.field("title", N_("Title"), self.title), 1), (given, 2), (family, 2))
        self.put((self.text("latin_name", N_("Name in Latin letters (optional)")), 3), (self.field("sex", N_("Sex"), self.sex), 2))
        self.put(self.text("village", N_("Village")), self.text("district", N_("District")), self.text("province", N_("Province")))
        self.put(self.text("group_name", N_("Group (optional)")), self.text("phone", N_("Phone (optional)")))
        for name in ("given_name", "family_name"):
            self.texts[name].textChanged.connect(lambda _text: self._suggest())
            self.texts[name].editingFinished.connect(self.asked)
        self.texts["latin_name"].textEdited.connect(self._latin_typed)
        self.texts["phone"].editingFinished.connect(self.asked)

    def _make_more(self) -> None:
        self._more = QWidget()
        room = QVBoxLayout(self._more)
        room.setContentsMargins(0, 0, 0, 0)
        room.setSpacing(9)
        today = self.desk.today
        self.birth, self.issued = PastDay(today), PastDay(today)
        self.put(self.text("nickname", N_("Nickname")), self.field("birth_date", N_("Date of birth"), self.birth),
                 self.text("household", N_("Household")), to=room)
        self.put((self.text("id_kind", N_("Identity paper")), 2), (self.text("id_number", N_("Number of the paper")), 2),
                 (self.field("id_issued_on", N_("Issued on"), self.issued), 2), (self.text("id_issued_by", N_("Issued by")), 2), to=room)
        self.texts["id_number"].editingFinished.connect(self.asked)
        self.language, self.mode = Choice(LANGUAGES), Choice(tuple(PAY_MODES.items()))
        self.put(self.field("language", N_("Language of papers"), self.language), self.field("payment_mode", N_("How to pay"), self.mode),
                 self.text("bank_account", N_("Bank and account no.")), to=room)
        self.put(self.text("plot", N_("Plots, hives or stills")), to=room)
        self.heirs = LinesEdit((LineColumn("name", N_("Heir"), width=170, find=self._members, label=_member_label, row=_member_label, free=True),
                                *HEIRS), N_("Heirs"))
        self.heirs.edited.connect(self._heir_named)
        self.heirs.setFixedHeight(150)
        self.put(self.field("heirs", N_("Heirs; their parts make 100 %"), self.heirs), to=room)
        self.consents = Consents()
        self.put(self.field("consents", N_("What the member agrees to"), self.consents), to=room)
        self.note = QPlainTextEdit()
        self.note.setFixedHeight(64)
        self.note.setTabChangesFocus(True)
        self.put(self.field("note", N_("Note"), self.note), to=room)
        self.more_column = room

    def _members(self, text: str) -> Sequence[MemberBrief]:
        found: Sequence[MemberBrief] = self.desk.runner.read(lambda: register.find_members(self.desk.book, text), ())
        return found

    def _heir_named(self, place: int, name: str) -> None:
        """An heir who is a member brings the name and number of the register."""
        lines = self.heirs.values()
        heir = lines[place].get("name") if name == "name" and place < len(lines) else None
        if isinstance(heir, MemberBrief):
            self.heirs.fill(place, "name", heir.name)
            self.heirs.fill(place, "member_number", heir.number)

    def put_more(self) -> None:
        """The folded part."""
        self.column.addLayout(row(self._fold, None))
        self.column.addWidget(self._more)
        self.column.addStretch(1)
        self._more.setVisible(bool(memory.recall("forms/member-more", default=False)))

    def toggle_more(self) -> None:
        """Fold the rest out, or in; remembered for the next time."""
        opens = self._more.isHidden()
        self._more.setVisible(opens)
        memory.remember("forms/member-more", opens)
        if opens:
            self.verticalScrollBar().rangeChanged.connect(self._scroll_once)

    def _scroll_once(self, _least: int, _most: int) -> None:
        self.verticalScrollBar().rangeChanged.disconnect(self._scroll_once)
        self.ensureWidgetVisible(self._more, 0, 0)

    def show_wrong(self, names: Sequence[str]) -> None:
        """Fold out what holds a field that is complained of, and show the first."""
        wrong = [self.fields[name] for name in names if name in self.fields]
        if any(self._more.isAncestorOf(field) for field in wrong):
            self._more.show()
        if wrong:
            self.ensureWidgetVisible(wrong[0])

    # --- what follows from what -----------------------------------------------------------------------------------------------
    def said(self, name: str) -> str:
        """What stands in a text field, in its one spelling."""
        return lao.normalise(self.texts[name].text())

    def _title_chosen(self) -> None:
        sex = {"ທ້າວ": "M", "ນາງ": "F"}.get(self.title.value())
        if sex is not None:
            self.sex.set_value(sex)

    def _sex_chosen(self, sex: str) -> None:
        if self.title.value() in ("ທ້າວ", "ນາງ") and sex:
            self.title.set_value("ນາງ" if sex == "F" else "ທ້າວ")

    def _latin_typed(self, text: str) -> None:
        self._latin_is_own = bool(text.strip())

    def latin_stays(self) -> None:
        """What stands in the Latin field is somebody's own word now."""
        self._latin_is_own = bool(self.texts["latin_name"].text().strip())

    def _suggest(self) -> None:
        if not self._latin_is_own:
            self.texts["latin_name"].setText(latin(f"{self.said('given_name')} {self.said('family_name')}".strip()))

    def _village_picked(self, item: ListItem | None) -> None:
        if item is not None and item.district:
            self.texts["district"].setText(item.district)
            self.texts["province"].setText(item.province)

    # --- the person ---------------------------------------------------------------------------------------------------------
    def show_details(self, details: MemberDetails) -> None:
        """Show what the register says."""
        self._before, self._latin_is_own = details, bool(details.latin_name)
        for name, editor in self.texts.items():
            editor.setText(str(getattr(details, name)))
        if details.title not in TITLES:
            self.title.set_choices([(title, title or "–") for title in (*TITLES, details.title)])
        self.title.set_value(details.title)
        self.sex.set_value(details.sex)
        self.title.set_value(details.title)
        self.birth.show_day(details.birth_date)
        self.issued.show_day(details.id_issued_on)
        self.language.set_value(details.language)
        self.mode.set_value(details.payment_mode)
        self.consents.set_value(details.consents)
        self.heirs.show_lines([{name: Cell(getattr(heir, name), getattr(heir, name)) for name in _HEIR} for heir in details.heirs])
        self.note.setPlainText(details.note)

    def details(self, **others: Any) -> MemberDetails:
        """What is typed, with what the form itself asks."""
        heirs = tuple(Heir(**{name: str(line.get(name) or line.get(f"{name}_text") or "") for name in _HEIR})
                      for line in self.heirs.values() if any(line.values()))
        said: dict[str, Any] = {name: self.said(name) for name in self.texts}
        said |= {"title": self.title.value(), "sex": self.sex.value(), "birth_date": self.birth.value(), "id_issued_on": self.issued.value(),
                 "language": self.language.value(), "payment_mode": self.mode.value(), "consents": self.consents.value(), "heirs": heirs,
                 "note": lao.normalise(self.note.toPlainText())}
        return replace(self._before, **(said | others))
