"""Which texts the source asks to be translated, found without any system tool."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

from tests import source

SIMPLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy"}
_TEXT = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_CALL = re.compile(rf"\b(gettext|ngettext|_)\(\s*{_TEXT}\s*(?:,|\))")
_CALL_WITH_CONTEXT = re.compile(rf"\bn?pgettext\(\s*{_TEXT}\s*,\s*{_TEXT}\s*(?:,|\))")
CONTEXT_MARK = "\x04"


def asked_for() -> set[str]:
    """Message ids of the whole source; one with a context is written `context\\x04id`, as catalogues do."""
    return {text for path in _python_files() for text in _in_python(path)} | {
        text for path in source.templates() for text in _in_template(path)
    }


def _python_files() -> Iterator[Path]:
    for app in source.APPS:
        yield from (path for path in (source.ROOT / app).rglob("*.py") if "migrations" not in path.parts)


def _in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        texts = [text for text in texts if isinstance(text, str) and text]
        if name in SIMPLE | PLURAL and texts:
            yield texts[0]
        elif name in WITH_CONTEXT and len(texts) > 1:
            yield CONTEXT_MARK.join(texts[:2])


def _in_template(path: Path) -> Iterator[str]:
    calls = templatize(path.read_text())
    for _call, literal in _CALL.findall(calls):
        if text := ast.literal_eval(literal):
            yield text.replace("%%", "%") if "%(" not in text else text
    for context, literal in _CALL_WITH_CONTEXT.findall(calls):
        yield CONTEXT_MARK.join((ast.literal_eval(context), ast.literal_eval(literal)))
