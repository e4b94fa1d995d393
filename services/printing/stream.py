"""A PDF that is written page by page: what is on paper already is no longer in memory.

reportlab keeps every page until the file is saved; ten thousand vouchers are a thousand pages.
"""

from __future__ import annotations

import io
from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, BinaryIO, Final

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from services.printing import fonts

_FORMS_KEPT: Final = 64
"""Static parts that can be drawn again without being written again."""
_HEAD: Final = b"%PDF-1.4\n%\xe9\x97\xba\xe8\x9c\x9c\n"


class StreamedCanvas(Canvas):  # type: ignore[misc]
    """A canvas over an open binary file (not closed here); `save` ends the PDF.

    Fonts are embedded once, at the end, as the subset that all pages used.
    """

    def __init__(self, out: BinaryIO) -> None:
        super().__init__(io.BytesIO(), initialFontName=fonts.face(False).name, pageCompression=1, invariant=1)
        self._out = out
        self._size = 0
        self._offsets = array("Q")
        self._pages = array("L")
        self._forms: OrderedDict[Hashable, str] = OrderedDict()
        self._forms_made = 0
        self._pictures: dict[Hashable, str] = {}
        self._waiting: list[int] = []
        self._put(_HEAD)

    @property
    def page_count(self) -> int:
        """Pages written so far."""
        return len(self._pages)

    def stamp(self, key: Hashable, box: tuple[float, float, float, float], draw: Callable[[], None]) -> None:
        """Draw what `draw` draws in `box` (left, bottom, right, top); the same key shows it again."""
        name = self._forms.get(key)
        if name is None:
            self._forms_made += 1
            name = f"form{self._forms_made}"
            self.beginForm(name, *box)
            draw()
            self.endForm(Resources=self._resources())
            self._write_new()
            self._keep(key, name)
        self._forms.move_to_end(key)
        self.doForm(name)

    def picture(self, key: Hashable, made: Callable[[], Any], box: tuple[float, float, float, float]) -> None:
        """Draw an image (PIL) over (x, y, width, height); it is made and written once for each key."""
        from reportlab.lib.utils import ImageReader

        name = self._pictures.get(key)
        x, y, width, height = box
        if name is None:
            before = len(self._formsinuse)
            self.drawImage(ImageReader(made()), x, y, width, height, mask="auto")
            self._pictures[key] = self._formsinuse[before]
            return
        self.saveState()
        self.transform(width, 0, 0, height, x, y)
        self.addLiteral(f"/{pdfdoc.xObjectName(name)} Do")
        self.restoreState()
        self._formsinuse.append(name)

    def showPage(self) -> None:  # noqa: N802 - the library's name
        """Write the page and forget it."""
        super().showPage()
        page = self._doc.Pages.pages.pop()
        # The library would spell the page out in ASCII afterwards: half of the time, a quarter more bytes.
        page.Contents = pdfdoc.PDFStream(content=page.stream, filters=[pdfdoc.PDFZCompress])
        number, _ = self._doc.idToObjectNumberAndVersion[page.__InternalName__]
        self._pages.append(number)
        self._write_new()

    def save(self) -> None:
        """Write the fonts and the directory of the file."""
        document = self._doc
        for font in document.delayedFonts:
            font.addObjects(document)
        document.Catalog.Outlines = None
        document.info.invariant = document.invariant
        root = document.Reference(document.Catalog).format(document)
        info = document.Reference(document.info).format(document)
        document.Reference(document.Pages)
        self._write_new(fonts_too=True)
        for number in self._waiting:
            self._write(number)
        self._write_directory(root, info)

    def _resources(self) -> Any:
        """What the form in hand draws with; the library leaves gradients out."""
        resources = pdfdoc.PDFResourceDictionary()
        resources.basicFonts()
        resources.allProcs()
        resources.setShading(self._shadingUsed)
        if self._formsinuse:
            resources.XObject = self._doc.xobjDict(self._formsinuse)
        return resources

    def _keep(self, key: Hashable, name: str) -> None:
        self._forms[key] = name
        if len(self._forms) > _FORMS_KEPT:
            _, oldest = self._forms.popitem(last=False)
            self._forget(pdfdoc.xObjectName(oldest))

    def _write_new(self, *, fonts_too: bool = False) -> None:
        """Write every object made since the last time; fonts, page tree and catalog wait for the end."""
        document = self._doc
        last = (document.Pages, document.Catalog, document.info)
        written = []
        while (number := len(self._offsets) + 1) in document.numberToId:
            self._offsets.append(0)
            name = document.numberToId[number]
            made = document.idToObject[name]
            if name == pdfdoc.BasicFonts or any(made is one for one in last):
                self._waiting.append(number)
            else:
                self._write(number)
                written.append(name)
        if fonts_too:  # their directory still has to name them
            return
        for name in written:
            self._release(name)

    def _write(self, number: int) -> None:
        document = self._doc
        name = document.numberToId[number]
        made = document.idToObject[name]
        self._offsets[number - 1] = self._size
        if made is document.Pages:
            self._put(b"%d 0 obj\n%b\nendobj\n" % (number, self._page_tree()))
        else:
            self._put(pdfdoc.PDFIndirectObject(name, made).format(document))

    def _page_tree(self) -> bytes:
        kids = b" ".join(b"%d 0 R" % number for number in self._pages)
        return b"<< /Type /Pages /Count %d /Kids [%b] >>" % (len(self._pages), kids)

    def _release(self, name: str) -> None:
        """Drop what nothing will name again; of a form only its number is kept, an image whole."""
        made = self._doc.idToObject[name]
        if isinstance(made, pdfdoc.PDFFormXObject):
            self._doc.idToObject[name] = None
        elif not isinstance(made, pdfdoc.PDFImageXObject):
            self._forget(name)

    def _forget(self, name: str) -> None:
        document = self._doc
        number, _ = document.idToObjectNumberAndVersion.pop(name)
        del document.idToObject[name], document.numberToId[number]

    def _write_directory(self, root: bytes, info: bytes) -> None:
        start, count = self._size, len(self._offsets) + 1
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        for offset in self._offsets:
            self._put(b"%010d 00000 n \n" % offset)
        self._put(b"trailer\n<< /Size %d /Root %b /Info %b >>\n" % (count, root, info))
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)

    def _put(self, data: bytes) -> None:
        self._out.write(data)
        self._size += len(data)
