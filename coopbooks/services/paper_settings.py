"""The settings of papers and of the co-op's name: reading them with their history, and deciding new ones."""

from dataclasses import dataclass
from datetime import date

from coopbooks.books import attachments, settings
from coopbooks.books.book import Book
from coopbooks.books.transaction import Reading, Writing
from coopbooks.coop import paper_settings as rules
from coopbooks.coop.attachments import AttachFile
from coopbooks.coop.paper_settings import ChangeSetting, Setting
from coopbooks.ledger.refusals import refuse_if
from coopbooks.services.attachments import attach_file
from coopbooks.services.outcome import Topic, action


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision of a setting's history."""

    value: str
    since: date
    basis: str
    by: str


@dataclass(frozen=True, slots=True)
class SettingState:
    """A setting, what is in force today, and all decisions about it, newest first."""

    setting: Setting
    value: str
    since: date | None
    basis: str
    history: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """Everything the page of settings shows. `logo` is the picture's bytes, empty for none."""

    states: tuple[SettingState, ...]
    logo: bytes


def value_of(tx: Reading, key: str) -> str:
    """What is in force today."""
    return settings.value(tx, key, tx.today, rules.BY_KEY[key].default)


@action(Topic.SETTINGS)
def change_setting(tx: Writing, order: ChangeSetting) -> None:
    """Decide a setting from a day on. Refused: SettingUnknown, ValueNotOffered, ValueTooLong, CoopWithoutName, SinceTooEarly."""
    coop = settings.profile(tx)
    other = coop.name_en if order.key.endswith("_lo") else coop.name_lo
    refuse_if(rules.check_setting(order, other, coop.begins_on))
    settings.decide(tx, order.key, order.value, order.since, order.basis)


@dataclass(frozen=True, slots=True)
class SetLogo:
    """Order: this picture stands on every paper from now on."""

    name: str
    body: bytes
    on: date


@action(Topic.SETTINGS, Topic.DOCUMENTS)
def set_logo(tx: Writing, order: SetLogo) -> None:
    """Put a picture at the head of every paper. Refused: NoPicture, FileTooLarge."""
    attach_file.within(tx, AttachFile("cooperative", 0, "logo", order.name, order.body, order.on))


def logo(tx: Reading) -> bytes:
    """The co-op's picture; empty when it has none."""
    found = next((one for one in attachments.shown(tx, "cooperative", 0) if one.kind == "logo"), None)
    return attachments.body_of(tx, found.attachment_id) if found else b""


def prepare_settings(book: Book) -> SettingsPage:
    """Every setting with what is in force and its history."""
    with book.reading() as tx:
        decided: dict[str, list[Decided]] = {}
        for key, value, since, basis, by in tx.all(
                "SELECT key, value, since, basis, user_name FROM setting JOIN event USING (event_id) ORDER BY since DESC, setting_id DESC"):
            decided.setdefault(key, []).append(Decided(value, date.fromisoformat(since), basis, by))
        states = []
        for setting in rules.SETTINGS:
            history = decided.get(setting.key, [])
            now = next((one for one in history if one.since <= tx.today), None)
            states.append(SettingState(setting, now.value if now else setting.default, now.since if now else None, now.basis if now else "",
                                       tuple(history)))
        return SettingsPage(tuple(states), logo(tx))
