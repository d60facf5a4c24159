"""What a file is by its content, whatever its name says."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from ingest.formats.plain import is_text
from policy.errors import UnreadableSource

_WORD = "open it in Word or WPS and save it as .docx"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SPACE = b" \t\r\n\xef\xbb\xbf"
_HTML = re.compile(rb"(?:<\?xml[^>]{0,200}\?>|<!--.{0,4000}?-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_WORD_XML = b"http://schemas.microsoft.com/office/word/2003/wordml"
_FLAT_XML = b"http://schemas.microsoft.com/office/2006/xmlPackage"
# By their ending: files that hold documents as often as not, and are told what to do instead of passed over.
REFUSED = {
    ".doc": f"is a document of Word 97-2003; {_WORD}",
    ".wps": f"is a document of WPS; {_WORD}",
    ".rtf": f"is an RTF document; {_WORD}",
    ".odt": f"is an OpenDocument text; {_WORD}",
    ".mht": "is a web archive; save the page as HTML",
    ".mhtml": "is a web archive; save the page as HTML",
    ".ofd": "is an OFD document; save it as PDF with its text",
    ".xls": "is a spreadsheet; put the table into a .docx or .html document",
    ".xlsx": "is a spreadsheet; put the table into a .docx or .html document",
    ".et": "is a spreadsheet; put the table into a .docx or .html document",
    ".ppt": "is a presentation; save its text as .docx",
    ".pptx": "is a presentation; save its text as .docx",
} | dict.fromkeys((".rar", ".7z", ".tar", ".tgz", ".gz", ".bz2", ".xz"), "is an archive of a kind that is not read; pack it as ZIP")


def sniff(raw: bytes, source: str) -> str:
    """The ending that goes with a content: .pdf, .docx, .html; "" for what is text or unknown.

    Raises UnreadableSource where the content is of a kind that is not read, and says what to do about it.
    """
    head = raw[:1024].lstrip(_SPACE)
    if raw.startswith(b"PK\x03\x04"):
        return _packed(raw, source)
    refused = ""
    if raw.startswith(_OLE):
        refused = _compound(raw)
    elif head.startswith(b"{\\rtf"):
        refused = REFUSED[".rtf"]
    elif re.match(rb"MIME-Version:|From: <Saved by", head, re.IGNORECASE) and b"multipart/related" in raw[:4096]:
        refused = REFUSED[".mht"]
    elif head.startswith(b"<?xml") and (_WORD_XML in raw[:8192] or _FLAT_XML in raw[:8192]):
        refused = f"is a Word document as one XML file; {_WORD}"
    if refused:
        raise UnreadableSource(f"{source} {refused}")
    if head.startswith(b"%PDF-") or (b"%PDF-" in raw[:1024] and not is_text(raw)):
        return ".pdf"
    return ".html" if _HTML.match(_narrowed(raw[:8192])) else ""


def _narrowed(head: bytes) -> bytes:
    """The ASCII of a text's head, in whatever width it is encoded."""
    return head.replace(b"\x00", b"").lstrip(_SPACE + b"\xff\xfe") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head.lstrip(_SPACE)


def _packed(raw: bytes, source: str) -> str:
    """A ZIP file's kind by the names in its directory; a damaged one's by the names that are found in it."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            names = "\n".join(["", *packed.namelist()[:50_000]])
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        names = "\n" + raw[:1_000_000].decode("latin-1").replace("PK\x03\x04", "\n").replace("word/document", "\nword/document")
    if "\nword/document" in names:
        return ".docx"
    for name, ending in (("xl/workbook", ".xlsx"), ("ppt/presentation", ".pptx"), ("OFD.xml", ".ofd")):
        if f"\n{name}" in names:
            raise UnreadableSource(f"{source} {REFUSED[ending]}")
    if raw[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument"):
        raise UnreadableSource(f"{source} {REFUSED['.odt']}")
    return ".zip"


def _compound(raw: bytes) -> str:
    """Of Microsoft's older container: a file with a password, or a document of the 97-2003 kind."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return "is protected by a password; open it, take the password off and save it anew"
    for name, ending in (("WordDocument", ".doc"), ("Workbook", ".xls"), ("Book", ".xls"), ("PowerPoint Document", ".ppt")):
        if name.encode("utf-16-le") in raw:
            return REFUSED[ending]
    return f"is of an older Office format; {_WORD}"
