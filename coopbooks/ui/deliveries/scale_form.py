"""Which scale stands at this computer: the name of its port, tried before it is kept. It belongs to the computer, not to the book."""

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLineEdit, QWidget

from coopbooks.i18n import formats
from coopbooks.i18n.catalogue import tr
from coopbooks.i18n.markers import N_
from coopbooks.ui.deliveries import machine
from coopbooks.ui.deliveries.scale import DeviceScale, Scale
from coopbooks.ui.kit.dialog import FormDialog
from coopbooks.ui.kit.words import Button
from coopbooks.ui.shell.page import Desk


class ScaleForm(FormDialog):
    """The port of the scale; empty: weights are typed."""

    def __init__(self, parent: QWidget, desk: Desk, settings: QSettings) -> None:
        super().__init__(parent, desk.runner, N_("Scale of this computer"), N_("Save"), icon="scale")
        self.resize(760, 340)
        self.desk, self._settings = desk, settings
        self._device = QLineEdit(str(settings.value(machine.SCALE, "") or ""), maxLength=200)
        self.add("gross_g", N_("Port of the scale"), self._device, N_("COM3, or /dev/ttyUSB0. Empty: weights are typed."))
        self.left.addWidget(Button(N_("Read the scale now"), self.read, icon="scale"))
        self.left.addStretch(1)
        self.after.wait_for(N_("In the field for the gross weight F5 reads the scale."))

    def _scale(self) -> Scale:
        return DeviceScale(self._device.text().strip())

    def read(self) -> None:
        """Try it: show what the scale says now."""
        grams = self.desk.runner.read(self._scale().read)
        if grams is not None:
            self.after.show_changes([(N_("On the scale, kg"), "–", formats.kg(grams))])

    def save(self) -> None:
        """Keep the port on this computer."""
        self._settings.setValue(machine.SCALE, self._device.text().strip())
        self.accept()
        self.desk.say(tr(N_("The scale is kept for this computer.")))
