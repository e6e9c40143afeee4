"""What this computer remembers of the day sheet: the scale's port, and whether slips are printed at once. No figure of the book."""

from PySide6.QtCore import QSettings

from coopbooks.ui.deliveries.scale import DeviceScale, Scale

SCALE, AT_ONCE, POINT = "deliveries/scale", "deliveries/print_at_once", "deliveries/point"


def remembered() -> QSettings:
    """The computer's own settings."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "CoopBooks", "CoopBooks")


def scale_of(settings: QSettings) -> Scale | None:
    """The scale that is set up here, if any."""
    device = str(settings.value(SCALE, "") or "")
    return DeviceScale(device) if device else None


def prints_at_once(settings: QSettings) -> bool:
    """Whether a slip goes to the printer as soon as it is saved."""
    return str(settings.value(AT_ONCE, "false")).lower() == "true"
