"""Certificates: the list of all that were given out, giving out, and ending or replacing one that is lost, damaged or no longer true."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from coopbooks.coop.certificates import Certificate, EndCertificate, IssueCertificate, check_end, check_issue, uncertified
from coopbooks.coop.share_numbers import as_text, count, short_text
from coopbooks.coop.shares import ORDINARY
from coopbooks.i18n import formats, lao
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.periods import Period
from coopbooks.services import certificates, issuing, paper_language, register
from coopbooks.services.outcome import Outcome, Topic
from coopbooks.services.paper_makers import Asked
from coopbooks.ui.kit import ask, export
from coopbooks.ui.kit.cards import EmptyPage, row
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.fields import DayEdit, Segments
from coopbooks.ui.kit.table import RecordTable
from coopbooks.ui.kit.words import Button
from coopbooks.ui.shares.base import MemberForm
from coopbooks.ui.shares.columns import certificate_columns
from coopbooks.ui.shell.page import Desk, Page


class IssueForm(MemberForm):
    """A certificate for every paid-up share of a member that has none yet."""

    def __init__(self, parent: QWidget, desk: Desk, member_id: int | None = None) -> None:
        super().__init__(parent, desk, N_("Give out a certificate"), N_("Give out & print"))
        self.saved = lambda outcome: _show(desk, outcome.notice)
        self.add_head()
        self.left.addStretch(1)
        self.begin(member_id)

    def order(self) -> IssueCertificate | None:
        member_id, on = self._member.value(), self._on.value()
        return IssueCertificate(member_id, on, self.class_code()) if member_id is not None and on is not None else None

    def preview(self) -> None:
        """Show which shares the certificate will name."""
        order = self.order()
        facts = self.runner.read(lambda: certificates.prepare_certificate(self.desk.book, order)) if order else None
        if order is None or facts is None:
            self.after.wait_for(N_("Choose a member."))
            return
        covered, broken = uncertified(facts), check_issue(facts, order)
        paid, new, numbers = formats.kip(count(facts.paid_ranges)), formats.kip(count(covered)), short_text(covered)
        self.after.show_who(facts.member.name, facts.member.number)
        self.after.show_changes(((N_("Fully paid shares"), paid, paid), (N_("On the new certificate"), new, new),
                                 (N_("Share numbers"), numbers, numbers)), broken,
                                checks=() if broken else (tr(N_("A certificate is for fully paid shares. Nothing is posted.")),))

    def action(self, order: Any) -> Outcome:
        return certificates.issue_certificate(self.desk.book, order, self.request_key)


class EndForm(FormDialog):
    """A certificate is lost or damaged, or ends for another reason; a new one may take its place."""

    def __init__(self, parent: QWidget, desk: Desk, kept: Certificate) -> None:
        super().__init__(parent, desk.runner, N_("Replace or end a certificate"), N_("End certificate"), icon="certificate-outline")
        self.desk, self._kept = desk, kept
        self.saved = self._tell
        self._on, self._note = DayEdit(desk.today), QLineEdit(maxLength=300)
        self._reason = Segments((("lost", N_("Lost")), ("damaged", N_("Damaged")), ("changed", N_("Shares moved")), ("left", N_("Member left"))))
        self._replace = Segments((("yes", N_("Give out a new one")), ("no", N_("None"))))
        number = QLineEdit(f"{kept.number} · {as_text(kept.ranges)}")
        number.setReadOnly(True)
        self.add("certificate_id", N_("Certificate"), number)
        self.add("on", N_("Date"), self._on)
        self.add("reason", N_("What happened?"), self._reason)
        self.add("replace", N_("In its place"), self._replace)
        self.add("note", N_("Note (optional)"), self._note)
        self.left.addStretch(1)
        self._reason.chosen.connect(self._chosen)
        self._replace.chosen.connect(lambda _key: self.preview())
        self._on.textChanged.connect(lambda _text: self.preview())
        self.preview()
        self._on.setFocus()

    def _chosen(self, reason: str) -> None:
        self._replace.set_value("yes" if reason in ("lost", "damaged") else "no")
        self.preview()

    def order(self) -> EndCertificate | None:
        on = self._on.value()
        return EndCertificate(self._kept.certificate_id, on, self._reason.value(), lao.normalise(self._note.text()).strip(),
                              self._replace.value() == "yes") if on is not None else None

    def preview(self) -> None:
        """Show what becomes of the certificate."""
        order = self.order()
        facts = self.runner.read(lambda: certificates.prepare_end(self.desk.book, order)) if order else None
        if order is None or facts is None:
            self.after.wait_for(N_("Fill in the form."))
            return
        broken = check_end(facts, order)
        new = tr(N_("new certificate")) if order.replace else "–"
        self.after.show_who(facts.member.name, facts.member.number)
        held = formats.kip(self._kept.share_count)
        self.after.show_changes(((N_("Certificate"), self._kept.number, new), (N_("Shares"), held, held)), broken,
                                checks=() if broken else (tr(N_("The old paper is printed as cancelled from now on.")),))

    def action(self, order: Any) -> Outcome:
        return certificates.end_certificate(self.desk.book, order, self.request_key)

    def _tell(self, outcome: Outcome) -> None:
        if outcome.notice:
            _show(self.desk, outcome.notice)
        else:
            self.desk.say(tr(N_("Certificate {number} is ended."), number=self._kept.number))


def _show(desk: Desk, number: str) -> None:
    desk.say(tr(N_("Certificate {number} is given out."), number=number))
    desk.go("reports", "share-certificate", number)


class CertificatesPage(Page):
    """Every certificate that was given out, valid or ended."""

    title = N_("Certificates")
    topics = frozenset({Topic.SHARES, Topic.MEMBERS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._all: tuple[Certificate, ...] = ()
        self._names: dict[int, tuple[str, str]] = {}
        self._find = QLineEdit(clearButtonEnabled=True)
        self._find.setMinimumWidth(260)
        self._find.textChanged.connect(lambda _text: self._show())
        self.table = RecordTable(certificate_columns(self._name), N_("Certificates"), key=lambda one: one.certificate_id)
        self.table.opened.connect(lambda one: desk.go("reports", "share-certificate", one.number))
        self._valid = Segments((("valid", N_("Valid")), ("all", N_("All"))))
        self._valid.setMinimumWidth(150)
        self._valid.chosen.connect(lambda _key: self._show())
        self._empty = EmptyPage("certificate-outline", N_("No certificate was given out yet."),
                                Button(N_("Give out a certificate"), self.add_new, look="main", icon="certificate-outline"))
        self._nobody = EmptyPage("magnify", N_("Nobody is found. Try fewer letters, or another list."))
        self._stack = QStackedWidget()
        for shown in (self.table, self._empty, self._nobody):
            self._stack.addWidget(shown)
        self._export = Button(N_("Save list"), lambda: export.ask_ending(self._export, self.export), icon="content-save-outline")
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 10, 20, 10)
        page.setSpacing(8)
        page.addLayout(row(self._find, self._valid, None, Button(N_("Give out to everybody"), self.issue_all, look="link"),
                           Button(N_("Replace or end"), self.end_current, icon="undo-variant"), self._export,
                           Button(N_("Print"), self.print_chosen, icon="printer", hint=N_("Several rows: one file, a page each")),
                           Button(N_("Give out a certificate"), self.add_new, look="main", icon="certificate-outline")))
        page.addWidget(self._stack, 1)
        self.say_again()

    def _name(self, one: Certificate) -> tuple[str, str]:
        return self._names.get(one.member_id, ("", ""))

    def refresh(self) -> None:
        self._all = self.desk.runner.read(lambda: certificates.certificates_of(self.desk.book), self._all)
        self._names = self.desk.runner.read(lambda: register.member_names(self.desk.book), self._names)
        self._show()

    def _show(self) -> None:
        words = lao.fold(self._find.text()).split()
        found = [one for one in self._all if self._valid.value() == "all" or one.ended_on is None]
        found = [one for one in found if all(word in lao.fold(" ".join((one.number, *self._name(one)))) for word in words)]
        self.table.show_rows(found)
        self._stack.setCurrentWidget(self.table if found else self._nobody if self._all else self._empty)

    def show_for(self, what: object) -> None:
        self._find.setText(str(what))
        self.refresh()

    def member_at_hand(self) -> int | None:
        one = self.table.current()
        return one.member_id if one else None

    def add_new(self) -> None:
        self.desk.act("share-certificate")

    def end_current(self) -> None:
        """End or replace the certificate the cursor is on."""
        one = self.table.current()
        if one is None:
            self.desk.say(tr(N_("Choose a certificate in the list.")))
            return
        EndForm(self.window(), self.desk, one).open()

    def print_chosen(self) -> None:
        """Print the certificate that is chosen; several go into one file, a page each."""
        chosen = self.table.selected()
        if not chosen:
            self.desk.say(tr(N_("Choose a certificate in the list.")))
        elif len(chosen) == 1:
            self.desk.act("print-paper", "share-certificate", chosen[0].number)
        else:
            name, _ = QFileDialog.getSaveFileName(self, tr(N_("Save as")), "certificates.pdf")
            if name:
                self.save_chosen_to(Path(name))

    def save_chosen_to(self, path: Path) -> None:
        """Write the chosen certificates into one file; each printing goes into the trail."""
        from coopbooks.reports import certificate  # what draws papers is heavy

        book, today = self.desk.book, self.desk.today
        asked = [Asked(today, Period(today, today), today.year, number=one.number) for one in self.table.selected()]
        papers = self.desk.runner.read(lambda: [issuing.paper_to_print(book, "share-certificate", one) for one in asked], [])
        if not papers:
            return
        languages = [paper_language.spoken(book, paper) for paper in papers]
        export.put_file(path, certificate.render_many(papers, paper_language.spoken(book), languages))
        for paper, language in zip(papers, languages, strict=True):
            self.desk.runner.read(partial(issuing.note, book, "share-certificate", language, "file", paper))
        self.desk.say(tr(N_("{count} certificates are saved."), count=len(papers)))

    def issue_all(self) -> None:
        """Give out certificates to everybody who has paid-up shares without one, after asking."""
        count = self.desk.runner.read(lambda: certificates.who_waits(self.desk.book, ORDINARY), 0)
        if not count:
            self.desk.say(tr(N_("Everybody with fully paid shares has a certificate.")))
        elif ask.confirm(self.window(), N_("Give out to everybody"), tr(N_("{count} members have shares without a certificate. Each gets one today."),
                                                                        count=count), N_("Give out"), N_("Not now")):
            order = certificates.IssueCertificates(self.desk.today)
            self.desk.runner.run(lambda: certificates.issue_certificates(self.desk.book, order),
                                 lambda outcome: self.desk.say(tr(N_("Certificate {number} is given out."), number=outcome.notice)))

    def export(self, ending: str) -> None:
        """Save the list as it is shown."""
        paper = export.shown_list(self.desk, self.table, N_("Certificates"), N_("As at {as_of}"), as_of=self.desk.today)
        export.save_paper(self, self.desk, paper, "certificates", ending)

    def start_find(self) -> None:
        self._find.setFocus()

    def say_again(self) -> None:
        self._find.setPlaceholderText(tr(N_("Certificate, name or member no.")))
        self._find.setAccessibleName(tr(N_("Find a certificate")))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.say_again()
        super().changeEvent(event)
