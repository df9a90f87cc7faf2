"""The smallest valid PDF that says what it is: evidence and decisions of the demonstration."""

from django.core.files.base import ContentFile

from clusters import vietnamese

PAGE = "BT /F1 20 Tf 60 780 Td (DEMO) Tj /F1 12 Tf 0 -28 Td ({title}) Tj 0 -18 Td ({line}) Tj ET"


def pdf(name: str, title: str, line: str = "Van ban gia dinh cho ban trinh dien") -> ContentFile:
    """One page with two lines, without tone marks: the standard fonts of PDF have no Vietnamese letters."""
    text = PAGE.format(title=_plain(title), line=_plain(line))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
    ]
    return ContentFile(_assembled(objects).encode("ascii"), name=f"{name}.pdf")


def _plain(text: str) -> str:
    ascii_only = vietnamese.search_key(text).encode("ascii", "ignore").decode()
    return ascii_only.replace("\\", "").replace("(", "[").replace(")", "]")


def _assembled(objects: list[str]) -> str:
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    entries = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{entries}"
    return f"{body}{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
