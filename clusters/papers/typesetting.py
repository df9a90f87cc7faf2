"""PDFs set by typst: the same data give the same bytes, with fonts of our own inside and none of the machine's."""

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

HERE = Path(__file__).parent
FONTS = "static/vendor/tinos"
# For keeping (PDF/A) with the structure that a screen reader needs.
STANDARDS = ["a-2a"]


def pdf(template: str, data: Mapping[str, Any], at: dt.datetime) -> bytes:
    """The template beside this module with the data, which are never part of its source; made `at` that moment."""
    return typst.compile(
        (HERE / template).read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        pdf_standards=STANDARDS,
        timestamp=int(at.timestamp()),
    )


@cache
def _fonts() -> typst.Fonts:
    folder = str(settings.BASE_DIR / FONTS)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
