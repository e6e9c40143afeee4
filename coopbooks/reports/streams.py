"""Streams of a PDF as the standard for archives wants them: an end of line before the word `endstream`, which the writer leaves out."""

from reportlab.pdfbase import pdfdoc

_LAST = b"endstream\n"


def _ended(written: bytes) -> bytes:
    return written.removesuffix(_LAST) + b"\n" + _LAST


class Stream(pdfdoc.PDFStream):  # type: ignore[misc]
    """A stream: a page, a typeface, a description."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The stream as it is written to the file."""
        return _ended(super().format(document))


class Plain(Stream):
    """A stream that stands in the file as it is: readers look for the description of a document without unpacking anything."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The stream as it is written to the file."""
        head = pdfdoc.PDFDictionary({**self.dictionary.dict, "Length": len(self.content)})
        return bytes(pdfdoc.format(head, document)) + b"\nstream\n" + bytes(self.content) + b"\n" + _LAST


class Picture(pdfdoc.PDFImageXObject):  # type: ignore[misc]
    """A picture."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """The picture as it is written to the file."""
        return _ended(super().format(document))


def end_pictures(document: pdfdoc.PDFDocument) -> None:
    """The writer makes pictures by itself: let each end as it should."""
    for one in document.idToObject.values():
        if type(one) is pdfdoc.PDFImageXObject:
            one.__class__ = Picture
