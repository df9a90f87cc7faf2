"""What is wrong in a workbook, and where: each is a row for the person who wrote it."""

from typing import NamedTuple


class Fault(NamedTuple):
    """`sheet` is a key of the layout ('' the whole workbook), `line` a row as Excel counts, `code` a criterion's.

    Nothing is written while one `blocks`; the others stand in the way of publishing only.
    """

    sheet: str
    line: int | None
    code: str
    words: str
    blocks: bool = True
