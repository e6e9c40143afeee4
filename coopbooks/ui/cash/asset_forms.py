"""The forms of fixed assets: putting one on the register, a depreciation run, and the end of one."""

from typing import Any

from PySide6.QtWidgets import QWidget

from coopbooks.coop.assets import (
    TAKEN_OVER,
    Asset,
    BuyAsset,
    EndAsset,
    RunDepreciation,
    asset_entry,
    check_asset,
    check_end,
    check_run,
    end_entry,
    last_month_end,
    run_entry,
)
from coopbooks.i18n.catalogue import current_language, tr
from coopbooks.i18n.markers import N_
from coopbooks.ledger.accounts import AccountKind, AccountRole
from coopbooks.ledger.money import ZERO
from coopbooks.services import assets
from coopbooks.services.outcome import Outcome
from coopbooks.ui.cash.base import CashForm
from coopbooks.ui.kit.amounts import kip
from coopbooks.ui.kit.fields import Choice, CountEdit, DayEdit
from coopbooks.ui.kit.words import Words
from coopbooks.ui.shell.page import Desk


class AssetForm(CashForm):
    """One asset: bought now, or taken over from what stands in the account."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, desk, N_("Fixed asset"), N_("Save the asset"))
        self.name = self.text("name", N_("What is it?"))
        language = current_language()
        offered = sorted({one.code: one for one in desk.accounts().values() if one.kind is AccountKind.ASSET and one.code.startswith("2")
                          and one.role is not AccountRole.ACCUMULATED_DEPRECIATION}.items())
        self.account = Choice([(code, f"{code} {one.name_lo if language == 'lo' else one.name_en}") for code, one in offered], is_user_text=True)
        self.account.set_value("215")
        self.field("account", N_("Kind of asset"), self.account)
        self.add_pair(self.fields["name"], self.fields["account"])
        self.on, self.cost = self.day(message=N_("Bought on")), self.money("cost_kip", N_("Cost ₭"))
        self.add_pair(self.fields["on"], self.fields["cost_kip"])
        self.source = Choice([*((card.box.word, f"{card.box.name(language)} · {kip(card.kip)} ₭") for card in self.cards),
                              ("credit", tr(N_("Paid later"))), (TAKEN_OVER, tr(N_("It is in the account already")))], is_user_text=True)
        self.field("money", N_("Paid from"), self.source)
        self.worn = self.money("worn_kip", N_("Worn already ₭"))
        self.add_pair(self.fields["money"], self.fields["worn_kip"])
        self.life, self.residual = CountEdit(), self.money("residual_kip", N_("Value at the end ₭"))
        self.life.set_value(60)
        self.field("life_months", N_("Months it lasts"), self.life)
        self.starts = DayEdit(desk.today)
        self.field("starts_on", N_("First month that counts"), self.starts)
        self.add_pair(self.fields["life_months"], self.fields["residual_kip"], self.fields["starts_on"])
        self.grant, self.place = self.money("grant_kip", N_("Paid by grants ₭")), self.text("place", N_("Where is it? (optional)"))
        self.add_pair(self.fields["grant_kip"], self.fields["place"])
        self.left.addStretch(1)
        self.on.editingFinished.connect(self._follow)
        self.preview()
        self.name.setFocus()

    def _follow(self) -> None:
        on = self.on.value()
        if on is not None:
            self.starts.set_value(on.replace(day=1))

    def order(self) -> BuyAsset | None:
        on, starts = self.on.value(), self.starts.value()
        if on is None or starts is None:
            return None
        return BuyAsset(self.words(self.name), self.account.value(), on, self.cost.value() or ZERO, int(self.life.value() or 0),
                        self.residual.value() or ZERO, starts.replace(day=1), self.source.value(), self.worn.value() or ZERO,
                        self.grant.value() or ZERO, None, self.words(self.place))

    def preview(self) -> None:
        order = self.order() if hasattr(self, "place") else None
        if order is None:
            self.after.wait_for(N_("Say what it is and what it cost."))
            return
        self.worn.setEnabled(order.money == TAKEN_OVER)
        if not order.cost_kip:
            self.after.wait_for(N_("Say what it is and what it cost."))
            return
        facts = self.runner.read(lambda: assets.prepare_asset(self.desk.book, order))
        complaints = check_asset(facts, order)
        monthly = (order.cost_kip - order.residual_kip) // order.life_months if order.life_months > 0 else 0
        held = next((card.kip for card in self.cards if card.box.word == order.money), None)
        rows = [(N_("Wears each month, about"), monthly, monthly)]
        if held is not None:
            rows.insert(0, (N_("Money box"), held, held - order.cost_kip))
        self.show_after(rows, complaints, None if complaints else asset_entry(order))

    def action(self, order: Any) -> Outcome:
        return assets.buy_asset(self.desk.book, order, self.request_key)

    def told(self, outcome: Outcome) -> None:
        self.desk.say(tr(N_("Asset {number} is on the register."), number=outcome.notice))


class RunForm(CashForm):
    """Depreciation of all assets up to the end of a month."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, desk, N_("Depreciation run"), N_("Take the depreciation"))
        self.resize(760, 400)
        self.until = DayEdit(desk.today)
        self.field("until", N_("Up to the end of"), self.until)
        self.until.set_value(last_month_end(desk.today))
        self.left.addWidget(self.fields["until"])
        self.left.addWidget(Words(N_("One month or many at once: what is missing is taken. Choose 31/12 for the whole year."), "hint", wrap=True))
        self.left.addStretch(1)
        self.preview()
        self.until.setFocus()

    def order(self) -> RunDepreciation | None:
        until = self.until.value()
        return RunDepreciation(until) if until else None

    def preview(self) -> None:
        order = self.order() if hasattr(self, "until") else None
        if order is None:
            self.after.wait_for(N_("Choose the end of a month."))
            return
        facts = self.runner.read(lambda: assets.prepare_run(self.desk.book, order))
        if facts is None:
            return
        complaints, lines = check_run(facts, order), facts.lines(order.until)
        wear, grants = sum(line[1] for line in lines), sum(line[2] for line in lines)
        rows = [(N_("Assets that wear"), len(lines), len(lines)), (N_("Depreciation"), wear, wear)]
        if grants:
            rows.append((N_("Grants released"), grants, grants))
        self.show_after(rows, complaints, None if complaints else run_entry(facts, order))

    def action(self, order: Any) -> Outcome:
        return assets.run_depreciation(self.desk.book, order, self.request_key)


class EndForm(CashForm):
    """The end of an asset: sold, given away, broken or lost."""

    def __init__(self, parent: QWidget | None, desk: Desk, asset: Asset) -> None:
        super().__init__(parent, desk, N_("End of an asset"), N_("Take it off the register"))
        self.asset = asset
        self.left.addWidget(Words(N_("{number} {name}, worth {value_kip} ₭"), "strong", number=asset.number, name=asset.name,
                                  value_kip=asset.value_kip))
        self.on, self.proceeds = self.day(), self.money("proceeds_kip", N_("What is got for it ₭"))
        self.add_pair(self.fields["on"], self.fields["proceeds_kip"])
        self.into, self.reason = self.box(message=N_("Into which box?")), self.text("reason", N_("What happened to it?"), 300)
        self.left.addWidget(self.fields["money"])
        self.left.addWidget(self.fields["reason"])
        self.left.addStretch(1)
        self.preview()
        self.reason.setFocus()

    def order(self) -> EndAsset | None:
        on = self.on.value()
        return EndAsset(self.asset.asset_id, on, self.words(self.reason), self.proceeds.value() or ZERO, self.into.value()) if on else None

    def preview(self) -> None:
        order = self.order() if hasattr(self, "reason") else None
        if order is None:
            self.after.wait_for(N_("Give the day."))
            return
        facts = self.runner.read(lambda: assets.prepare_end(self.desk.book, order))
        complaints, result = check_end(facts, order), facts.result_kip(order)
        self.show_after([(N_("Value in the book"), self.asset.value_kip, 0), (N_("Gain or loss"), result, result)], complaints,
                        None if complaints else end_entry(facts, order))

    def action(self, order: Any) -> Outcome:
        return assets.end_asset(self.desk.book, order, self.request_key)
