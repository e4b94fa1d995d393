"""A picture of the shop's own that a look names: shown as it is kept, handed over as bytes when it is new."""

from __future__ import annotations

from services import pictures
from ui.bus import UiJobs
from ui.widgets.image_editor import ImageEditor
from ui.widgets.picture_file import PICTURE


class PictureEditor(ImageEditor):
    """An ImageEditor over names; what nobody touched keeps its name, also before it could be shown."""

    def __init__(self, jobs: UiJobs) -> None:
        super().__init__(jobs, bounds=PICTURE)
        self._name = ""
        self._chosen = False
        self.edited.connect(self._on_edited)

    def show_name(self, name: str) -> None:
        """Show the picture that is kept under this name; none for an empty one."""
        self._name = name
        if name:
            self._jobs.read(pictures.get, name, done=self._on_kept, owner=self)

    @property
    def name(self) -> str:
        """What the look is to call it."""
        data = self.new_data()
        return pictures.name_of(data) if data else "" if self._chosen else self._name

    def new_data(self) -> bytes | None:
        """The bytes of a picture that was chosen here."""
        return self._data if self._chosen else None

    def _on_kept(self, data: bytes | None) -> None:
        if not self._chosen:
            self.show_value(data)

    def _on_edited(self) -> None:
        self._chosen = True
