"""What every share dialog has in common: the member, the day, the class, facts read once for each change, and the preview."""

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.coop.members import MemberBrief
from coopbooks.coop.share_numbers import short_text
from coopbooks.coop.shares import ORDINARY, ShareFacts, ShareOrder
from coopbooks.i18n import lao
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.services import register, shares
from coopbooks.services.outcome import Outcome
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import Choice, DayEdit, Field
from coopbooks.ui.kit.picker import MemberPicker
from coopbooks.ui.shares.preview import show_order
from coopbooks.ui.shell.page import Desk


class MemberForm(FormDialog):
    """A dialog about one member's shares of one class on one day."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, save: str = N_("Save"), *, icon: str = "certificate-outline",
                 again: bool = False) -> None:
        super().__init__(parent, desk.runner, title, save, icon=icon, again=again)
        self.desk = desk
        self.after.accounts = desk.accounts()
        self._member, self._on, self._note = self.picker(), DayEdit(desk.today), QLineEdit(maxLength=300)
        self._classes = {one.code: one for one in desk.runner.read(lambda: shares.share_classes(desk.book), ())}
        self._class = Choice([(code, one.name_lo if current_language() == "lo" else one.name_en or one.name_lo)
                              for code, one in self._classes.items()], is_user_text=True)
        self._member.picked.connect(self._picked)
        self._on.textChanged.connect(lambda _text: self.preview())
        self._class.currentIndexChanged.connect(lambda _place: self.preview())
        self.after.wait_for(N_("Choose a member."))

    # --- pieces for subclasses ----------------------------------------------------------------------------------------------
    def picker(self) -> MemberPicker:
        """A field that finds a member."""
        return MemberPicker(lambda text: self.runner.read(lambda: register.find_members(self.desk.book, text), ()))

    def field(self, name: str, message: str, editor: QWidget, hint: str = "") -> Field:
        """A field that is put somewhere by hand; `name` is the order's field."""
        made = self.fields[name] = Field(message, editor, hint)
        return made

    def add_head(self, *more: Field, member: str = N_("Member")) -> None:
        """The first rows: member, day and what stands beside it, and the class where there is more than one."""
        self.left.addWidget(self.field("member_id", member, self._member))
        several = (self.field("class_code", N_("Class of shares"), self._class),) if len(self._classes) > 1 else ()
        self.add_pair(self.field("on", N_("Date"), self._on, N_("t = today, + and - = next and previous day")), *several, *more)

    def add_note(self) -> None:
        """The last row."""
        self.add("note", N_("Note (optional)"), self._note)
        self.left.addStretch(1)

    def begin(self, member_id: int | None) -> None:
        """Start with a member perhaps, and put the cursor where typing begins."""
        if member_id is not None:
            page = self.runner.read(lambda: register.member_page(self.desk.book, member_id, self.desk.today))
            self._member.set_member(page.brief if page else None)
        if self._member.value() is None:
            self._member.setFocus()
        elif self.focusWidget() is None:
            self._on.setFocus()

    def start_at(self, editor: QLineEdit) -> None:
        """Put the cursor into a field so that typing replaces what is proposed there."""
        editor.setFocus()
        editor.selectAll()

    def class_code(self) -> str:
        """The class of shares that is chosen."""
        return (self._class.value() if len(self._classes) > 1 else "") or ORDINARY

    def on(self) -> Any:
        """The day that is typed."""
        return self._on.value() or self.desk.today

    def words(self, editor: QLineEdit) -> str:
        """What is typed, in the one spelling the book keeps."""
        return lao.normalise(editor.text()).strip()

    def _picked(self, _member: MemberBrief | None) -> None:
        self.preview()

    def preview(self) -> None:
        """Show what the order would do, judged by the rule that judges the save."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_class"):
            self.preview()


class ShareForm(MemberForm):
    """One share operation. Subclasses add their fields and say which order they make in `made`."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, save: str, *, icon: str = "certificate-outline", again: bool = False) -> None:
        super().__init__(parent, desk, title, save, icon=icon, again=again)
        self.facts: ShareFacts | None = None
        self.saved = self.tell
        self._on.editingFinished.connect(self.learn)
        self._class.currentIndexChanged.connect(lambda _place: self.learn())

    def made(self, member_id: int) -> ShareOrder | None:
        """The order that the fields make for a member; None while they make none."""
        raise NotImplementedError

    def picked(self) -> None:
        """A member was picked and `facts` are there: propose what is usual."""

    def learnt(self) -> None:
        """New facts are there: say in the hints what they mean."""

    # --- the life of the form -------------------------------------------------------------------------------------------------
    def _picked(self, member: MemberBrief | None) -> None:
        self.learn()
        if member is not None and self.facts is not None:
            self.picked()
            self.learn()

    def learn(self) -> None:
        """Read the facts for what is typed, and show what it would do."""
        order = self.order()
        self.facts = self.runner.read(lambda: shares.prepare_share_order(self.desk.book, order)) if order else None
        if self.facts is not None:
            held = self.facts.holding
            hint = tr(N_("Has {held} shares: {numbers}"), held=held.share_count, numbers=short_text(self.facts.held_ranges))
            if held.unpaid_kip:
                hint = tr(N_("Has {held} shares · {unpaid_kip} ₭ still unpaid"), held=held.share_count, unpaid_kip=held.unpaid_kip)
            self.fields["member_id"].hint(hint)
            self.learnt()
        self.preview()

    def preview(self) -> None:
        """Show what the order would do, judged by the rule that judges the save."""
        order = self.order()
        if order is None or getattr(self, "facts", None) is None:
            self.after.wait_for(N_("Choose a member.") if self._member.value() is None else N_("Fill in the form."))
            return
        if self.facts is not None:
            show_order(self.after, self.facts, order)

    def order(self) -> ShareOrder | None:
        member_id, on = self._member.value(), self._on.value()
        return self.made(member_id) if member_id is not None and on is not None else None

    def restored(self) -> None:
        self.learn()

    def note(self) -> str:
        """The note, in one spelling."""
        return self.words(self._note)

    def action(self, order: Any) -> Outcome:
        return shares.record_share_order(self.desk.book, order, self.request_key)

    def tell(self, outcome: Outcome) -> None:
        """Say what was saved, and offer its receipt."""
        number = outcome.documents[-1][1]
        self.desk.say(tr(N_("{number} is saved."), number=number), N_("View receipt"), lambda: self.desk.go("reports", "receipt", number))

    def start_again(self) -> None:
        self._note.clear()
        self.facts = None
        self._member.set_member(None)
        self.fields["member_id"].hint("")
        self.preview()
        self._member.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and getattr(self, "facts", None) is not None:
            self.learn()
