"""The plan of the house, proved from the syntax tree. Never weakened to let a change through."""

import ast
import re
import statistics

import pytest

from tests import source

WRITES = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "delete", "aupdate"}
LEFTOVERS = {"utils", "util", "helpers", "helper", "misc", "common"}
CLOCKS = {("datetime", "now"), ("datetime", "today"), ("date", "today"), ("timezone", "now"), ("timezone", "localdate")}
ALL = sorted(source.modules())


def _in(*rooms: str) -> list[str]:
    return [dotted for dotted in ALL if source.room_of(dotted) in rooms]


@pytest.mark.parametrize("dotted", ALL)
def test_every_room_has_a_layer(dotted):
    assert source.layer_of(dotted) is None or isinstance(source.layer_of(dotted), int)


@pytest.mark.parametrize("dotted", ALL)
def test_imports_run_down(dotted):
    mine = source.layer_of(dotted)
    for module, _node in source.imported(dotted, source.modules()[dotted]):
        theirs = source.layer_of(module)
        doorbell = source.room_of(dotted) == "tasks" and source.room_of(module) in ("services", "notices")
        if mine is not None and theirs is not None and not doorbell:
            assert theirs <= mine, f"{dotted} (layer {mine}) imports {module} (layer {theirs})"


@pytest.mark.parametrize("dotted", ALL)
def test_floors_run_down(dotted):
    for module, _node in source.imported(dotted, source.modules()[dotted]):
        assert source.FLOOR[source.app_of(module)] <= source.FLOOR[source.app_of(dotted)], f"{dotted} imports {module}"


def test_no_circles_between_modules():
    graph = {
        dotted: {module for module, _node in source.imported(dotted, tree) if module != dotted}
        for dotted, tree in source.modules().items()
        if source.path_of(dotted).name != "__init__.py" and source.room_of(dotted) != "tasks"
    }
    done: set[str] = set()

    def visit(dotted, path):
        assert dotted not in path, " → ".join([*path[path.index(dotted) :], dotted])
        if dotted not in done:
            for module in sorted(graph.get(dotted, ())):
                visit(module, [*path, dotted])
            done.add(dotted)

    for dotted in sorted(graph):
        visit(dotted, [])


@pytest.mark.parametrize("dotted", ALL)
def test_only_tasks_import_inside_functions(dotted):
    if source.room_of(dotted) in ("tasks", "server"):
        return
    for function in source.functions(source.modules()[dotted]):
        inline = [ast.unparse(node) for _module, node in source.imported(dotted, function)]
        assert inline == [], f"{dotted}.{function.name}"


@pytest.mark.parametrize("dotted", _in("views", "forms", "policies", "queries", "exports", "templatetags"))
def test_only_services_write(dotted):
    calls = [
        node.func
        for node in ast.walk(source.modules()[dotted])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    assert [ast.unparse(call) for call in calls if call.attr in WRITES] == []
    assert [ast.unparse(c) for c in calls if c.attr == "update" and "objects" in ast.unparse(c)] == []


@pytest.mark.parametrize("dotted", _in(*source.PURE))
def test_pure_cores_are_pure(dotted):
    allowed = {"django.utils.translation"}
    for node in ast.walk(source.modules()[dotted]):
        names = [node.module] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        foreign = {name for name in names if name and name.startswith(("django", "celery"))} - allowed
        ours = {name for name in names if name and name.split(".")[0] in source.APPS}
        impure = {name for name in ours if source.room_of(name) not in source.PURE | {"", "enums", "errors"}}
        assert foreign | impure == set(), f"{dotted}: {ast.unparse(node)}"


@pytest.mark.parametrize("dotted", [d for d in ALL if d != "clusters.clock"])
def test_one_clock(dotted):
    asked = {
        ast.unparse(node)
        for node in ast.walk(source.modules()[dotted])
        if isinstance(node, ast.Attribute) and (ast.unparse(node.value).split(".")[-1], node.attr) in CLOCKS
    }
    assert asked == set()


@pytest.mark.parametrize("dotted", ALL)
def test_no_signals_and_no_generic_relations(dotted):
    text = source.path_of(dotted).read_text()
    assert re.findall(r"django\.dispatch|models\.signals|@receiver|GenericForeignKey", text) == []


@pytest.mark.parametrize("dotted", _in("services"))
def test_every_deed_is_atomic(dotted):
    """A public service that says who acts is one transaction."""
    for function in source.modules()[dotted].body:
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_"):
            takes_by = any(argument.arg == "by" for argument in function.args.kwonlyargs)
            decorators = [ast.unparse(decorator) for decorator in function.decorator_list]
            assert not takes_by or "transaction.atomic" in decorators, f"{dotted}.{function.name}"


# Reading one's notices changes nothing that others rely on; a stored file is on the trail of the deed that holds it.
WITHOUT_A_LINE = {"clusters.services.notice.mark_read", "clusters.services.file.store"}
# Parts of a file change nothing either: the trail speaks when it has arrived whole.
WITHOUT_A_LINE |= {"clusters.services.evidence_upload.start", "clusters.services.evidence_upload.receive"}


@pytest.mark.parametrize("dotted", _in("services"))
def test_every_deed_leaves_a_line_on_the_trail(dotted):
    """A public service that says who acts records it, itself or through what it calls."""
    tree = source.modules()[dotted]
    local = {function.name: function for function in source.functions(tree)}
    for name, function in local.items():
        deed = not name.startswith("_") and any(argument.arg == "by" for argument in function.args.kwonlyargs)
        if deed and f"{dotted}.{name}" not in WITHOUT_A_LINE:
            assert _records(function, local, set()), f"{dotted}.{name}"


def _records(function, local, seen) -> bool:
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    names = {ast.unparse(call.func) for call in calls}
    another_deed = any("." in ast.unparse(c.func) and any(k.arg == "by" for k in c.keywords) for c in calls)
    inner = [local[name] for name in names - seen if name in local and local[name] is not function]
    return another_deed or any(_records(each, local, seen | names) for each in inner)


# The functions of a rule's module are the fields of RuleType, which documents them once for all rules.
DOCUMENTED = [
    d for d in _in("services", "policies", "queries", *source.PURE) if not d.startswith("clusters.scoring.rules.")
]


@pytest.mark.parametrize("dotted", DOCUMENTED)
def test_public_functions_say_what_their_name_cannot(dotted):
    tree = source.modules()[dotted]
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []
    assert ast.get_docstring(tree) or not tree.body, f"{dotted} has no docstring"


@pytest.mark.parametrize("dotted", ALL)
def test_sizes(dotted):
    lines = source.path_of(dotted).read_text().count("\n")
    views = source.room_of(dotted) == "views"
    assert lines <= (250 if source.room_of(dotted) == "models" else 300), f"{dotted}: {lines} lines"
    limit = 20 if views else 25
    long = {f.name: source.length(f) for f in source.functions(source.modules()[dotted]) if source.length(f) > limit}
    assert long == {}
    if views:
        pages = [node for node in source.modules()[dotted].body if isinstance(node, ast.FunctionDef)]
        assert sum(not page.name.startswith("_") for page in pages) <= 10


def test_the_median_function_is_small():
    lengths = [source.length(f) for tree in source.modules().values() for f in source.functions(tree)]
    assert statistics.median(lengths) <= 8


def test_no_file_of_leftovers():
    names = {path.stem for app in source.APPS for path in (source.ROOT / app).rglob("*.py")}
    assert names & LEFTOVERS == set()


@pytest.mark.parametrize("path", source.templates(), ids=lambda p: str(p.relative_to(source.ROOT)))
def test_templates_are_short_and_hold_no_script_or_style(path):
    text = path.read_text()
    assert text.count("\n") <= 120
    inline = r'\sstyle="|<style|<script(?![^>]*\bsrc=)(?![^>]*type="application/json")|\son[a-z]+="|javascript:'
    assert re.findall(inline, text) == []


@pytest.mark.parametrize("path", sorted((source.ROOT / "static" / "js").glob("*.js")), ids=lambda p: p.name)
def test_scripts_are_short(path):
    assert path.read_text().count("\n") <= 200


def test_tests_are_short():
    long = {
        f"{path.name}::{function.name}": source.length(function)
        for path in (source.ROOT / "tests").rglob("test_*.py")
        for function in source.functions(ast.parse(path.read_text()))
        if function.name.startswith("test_") and source.length(function) > 25
    }
    assert long == {}
