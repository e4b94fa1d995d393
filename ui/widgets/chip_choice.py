"""Choosing among a few words that all lie open: one of them, or any number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from ui.widgets.chip import ChipButton
from ui.widgets.flow import Flow
from ui.widgets.layouts import Line
from ui.widgets.retranslate import Retranslated

_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class ChipChoice(Retranslated, QWidget):
    """Chips (data, text) of which one is chosen, or any number when `many`.

    Tab reaches the group once; arrows go to the next chip (and choose it unless `many`), Space presses.
    A single choice that is `optional` can be taken back by pressing it again. `one_line` never wraps.
    """

    changed = Signal()

    def __init__(self, *, many: bool = False, optional: bool = False, one_line: bool = False) -> None:
        super().__init__()
        self._many = many
        self._optional = optional
        self._chips: list[tuple[object, ChipButton]] = []
        self._flow: QLayout = Line(self) if one_line else Flow(self)
        across = QSizePolicy.Policy.Maximum if one_line else QSizePolicy.Policy.Preferred
        self.setSizePolicy(across, QSizePolicy.Policy.Maximum)

    def set_entries(self, entries: Sequence[tuple[object, str]]) -> None:
        """Offer other chips, keeping what is chosen where it is still there; no signal."""
        kept = self.values()
        for _, chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = []
        for data, text in entries:
            chip = ChipButton(text, parent=self)
            chip.clicked.connect(self._on_clicked)
            chip.installEventFilter(self)
            self._flow.addWidget(chip)
            chip.show()
            self._chips.append((data, chip))
        self.set_values(kept)
        self.updateGeometry()

    def set_texts(self, texts: Sequence[str]) -> None:
        """Rename the chips in order (on a change of language)."""
        for (_, chip), text in zip(self._chips, texts, strict=False):
            chip.set_caption(text)

    def values(self) -> tuple[object, ...]:
        """The data of the chips chosen, in their order."""
        return tuple(data for data, chip in self._chips if chip.isChecked())

    def value(self) -> object:
        """The data of the chip chosen; None for none."""
        return next(iter(self.values()), None)

    def set_values(self, values: Sequence[object]) -> None:
        """Choose by data without a signal."""
        for data, chip in self._chips:
            chip.setChecked(data in values)
        self._mend_tab_stop()

    def set_value(self, value: object) -> None:
        """Choose one by its data without a signal."""
        self.set_values((value,))

    def _mend_tab_stop(self) -> None:
        chosen = next((chip for _, chip in self._chips if chip.isChecked()), None)
        first = chosen or (self._chips[0][1] if self._chips else None)
        for _, chip in self._chips:
            stop = chip is first or self._many
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def _on_clicked(self) -> None:
        pressed = self.sender()
        if not self._many:
            for _, chip in self._chips:
                if chip is not pressed:
                    chip.setChecked(False)
                elif not self._optional:
                    chip.setChecked(True)
        self._mend_tab_stop()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows on a chip, which a button would take for Tab."""
        step = _STEPS.get(event.key(), 0) if isinstance(event, QKeyEvent) else 0
        at = next((i for i, (_, chip) in enumerate(self._chips) if chip is watched), -1)
        if event.type() is not QEvent.Type.KeyPress or not step or at < 0:
            return False
        _, chip = self._chips[(at + step) % len(self._chips)]
        chip.setFocus(Qt.FocusReason.TabFocusReason)
        if not self._many and not chip.isChecked():
            chip.click()
        return True
