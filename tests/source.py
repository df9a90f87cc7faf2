"""The source as the house suites read it: modules, their floor and layer, their imports and functions."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("clusters", "awards", "emulation")
FLOOR = {"clusters": 0, "awards": 1, "emulation": 2}

LAYER = {
    **dict.fromkeys(["enums", "errors"], 0),
    **dict.fromkeys(["models", "scoring", "ranking", "manifest", "numbers", "vietnamese", "filetypes", "clock"], 1),
    **dict.fromkeys(["rulings", "prepared", "steps", "canonical", "append_only", "regulating"], 1),
    **dict.fromkeys(["signed_pdf", "targeting", "dong", "validating"], 1),
    **dict.fromkeys(["audit", "policies", "queries", "notices", "letters", "explanations", "accounts", "exports"], 2),
    **dict.fromkeys(["tables", "registers", "table_html", "paging", "faces", "writing", "imports", "papers"], 2),
    "tasks": 3,
    **dict.fromkeys(["services", "forms"], 4),
    **dict.fromkeys(["views", "templatetags"], 5),
    **dict.fromkeys(["urls", "evidence_urls", "exchange_urls", "period_urls", "report_urls", "together_urls"], 6),
    "validation_urls": 6,
    **dict.fromkeys(["admin", "apps", "management", "demo"], 6),
}
# The roof's own machinery stands above every room; it is read here only for sizes and floors.
ROOF = {
    "settings",
    "environment",
    "storage",
    "celery",
    "server",
    "wsgi",
    "middleware",
    "context",
    "accounts",
    "formats",
    "urls",
    "library_texts",
}
PURE = {"scoring", "ranking", "manifest", "numbers", "vietnamese", "filetypes", "canonical", "steps", "regulating"}
PURE |= {"signed_pdf", "targeting", "dong", "validating"}


@cache
def modules() -> dict[str, ast.Module]:
    """Dotted name → syntax tree of every module of the three apps, migrations left out."""
    found = {}
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                found[dotted] = ast.parse(path.read_text(), str(path))
    return found


def path_of(dotted: str) -> Path:
    base = ROOT.joinpath(*dotted.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


def app_of(dotted: str) -> str:
    return dotted.split(".")[0]


def room_of(dotted: str) -> str:
    return [*dotted.split("."), ""][1]


def layer_of(dotted: str) -> int | None:
    """None for an app's own package and for the roof's machinery."""
    if app_of(dotted) == "emulation" and room_of(dotted) in ROOF:
        return None
    return LAYER[room_of(dotted)] if room_of(dotted) else None


def imported(dotted: str, tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    """Modules of ours that the tree imports, each with its statement; `from x import y` names x.y where that is one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names if app_of(alias.name) in APPS)
        elif isinstance(node, ast.ImportFrom) and node.module and app_of(node.module) in APPS:
            for alias in node.names:
                longer = f"{node.module}.{alias.name}"
                yield (longer if longer in modules() else node.module), node


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.*"))
