"""Puts the compiled catalogues into the wheel; the checkout holds only their readable sources."""

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # the plugin name, found by hatchling
    """Compiles every `translations/<language>/LC_MESSAGES/coopbooks.po` into `coopbooks/_translations`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder that lasts as long as the build, and name the files to the wheel."""
        if self.target_name != "wheel" or version == "editable":
            return  # a checkout reads its catalogues itself
        self._compiled = tempfile.TemporaryDirectory(prefix="coopbooks-catalogues-")
        for source in sorted(Path(self.root, "translations").glob("*/LC_MESSAGES/coopbooks.po")):
            language = source.parent.parent.name
            with source.open("rb") as file:
                catalogue = read_po(file, locale=language)
            if any(message.fuzzy for message in catalogue if message.id):
                raise SystemExit(f"{source} has fuzzy entries: settle them first.")
            compiled = Path(self._compiled.name, language, "LC_MESSAGES", "coopbooks.mo")
            compiled.parent.mkdir(parents=True)
            with compiled.open("wb") as file:
                write_mo(file, catalogue)
            build_data["force_include"][str(compiled)] = f"coopbooks/_translations/{language}/LC_MESSAGES/coopbooks.mo"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the folder away again."""
        if hasattr(self, "_compiled"):
            self._compiled.cleanup()
