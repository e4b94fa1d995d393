"""The habits of the house (docs/contributing.md) as tests; each rule is shown what it must catch."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from PySide6.QtCore import QObject

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("main.py", "model", "services", "ui", "tests")

MAX_FUNCTION_LINES = 70
MAX_FILE_LINES = 500
MAX_CLASS_METHODS = 25
TOO_LARGE: dict[str, int] = {}
"""Where a size is over its limit, and by what size. Entries are lowered or removed, never raised or added."""

LABEL_MODULE = "ui/widgets/label.py"
COMMAND_LINE = ("main.py", "ui/tour/run.py", "ui/bench/run.py")
"""Modules that speak to a person at a terminal."""

NOT_PAGES = {"shell", "widgets", "printing", "camera", "finding", "tour", "bench"}
"""Packages of ui that pages stand on or that drive them; every other package is a page."""

PROJECT_ROOT = {
    *("main.py", "ui", "services", "model", "resources", "tests", "script", "docs", ".ci"),
    *("README.md", "README.en.md", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE"),
    *("pyproject.toml", "requirements.lock", ".gitignore", ".gitattributes", ".editorconfig"),
}
NOT_THE_PROJECTS = {
    *(".git", ".venv", "__pycache__", "tour", ".coverage"),
    *(".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"),
}

Finder = Callable[[ast.AST], Iterator[ast.AST]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One habit: where it holds, what breaks it, and samples that must be caught or let through."""

    name: str
    rooms: tuple[str, ...]
    find: Finder
    bad: tuple[str, ...]
    good: tuple[str, ...] = ()
    except_in: tuple[str, ...] = ()

    def holds_in(self, place: str) -> bool:
        return place.startswith(self.rooms) and not place.startswith(self.except_in or ("\0",))


def nodes(tree: ast.AST, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree) if isinstance(node, kinds))


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Calls of a function or method with one of these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and last_name(node.func) in names:
            yield node


def last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def names_anything(*names: str) -> Finder:
    """Finds any mention of these names: imported, called or read."""

    def find(tree: ast.AST) -> Iterator[ast.AST]:
        for node in ast.walk(tree):
            if last_name(node) in names:
                yield node
            elif isinstance(node, ast.Import | ast.ImportFrom):
                dotted = getattr(node, "module", None) or ""
                parts = {*dotted.split(".")}.union(*(alias.name.split(".") for alias in node.names))
                if parts.intersection(names):
                    yield node

    return find


def texts(tree: ast.AST) -> Iterator[ast.Constant]:
    """String constants that are not docstrings."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node


def text_matches(pattern: str) -> Finder:
    compiled = re.compile(pattern)
    return lambda tree: (node for node in texts(tree) if compiled.search(str(node.value)))


def lambda_connections(tree: ast.AST) -> Iterator[ast.AST]:
    for call in calls(tree, "connect", "singleShot"):
        if any(isinstance(inner, ast.Lambda) for argument in arguments(call) for inner in ast.walk(argument)):
            yield call


def nested_loops(tree: ast.AST) -> Iterator[ast.AST]:
    yield from calls(tree, "processEvents", "exec_")
    for call in calls(tree, "exec"):
        owner = last_name(call.func.value) if isinstance(call.func, ast.Attribute) else ""
        if owner not in {"app", "application", "QApplication"}:
            yield call


def untranslatable(tree: ast.AST) -> Iterator[ast.AST]:
    """lupdate reads constants only: tr() takes one, and no marked text is put together from parts."""
    for call in calls(tree, "tr"):
        if not (call.args and isinstance(call.args[0], ast.Constant)):
            yield call
    for call in calls(tree, "translate", "QT_TRANSLATE_NOOP"):
        if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in arguments(call)):
            yield call


def star_imports(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            yield node


def literal_colours(tree: ast.AST) -> Iterator[ast.AST]:
    yield from text_matches(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b|\brgba?\(\s*\d")(tree)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Attribute)
            and last_name(node.value) == "GlobalColor"
            and node.attr != "transparent"
        ):
            yield node
    for call in calls(tree, "QColor"):
        if call.args and all(isinstance(argument, ast.Constant) for argument in call.args):
            yield call


def unsafe_tips(tree: ast.AST) -> Iterator[ast.AST]:
    """A tip guesses whether its text is markup, so it shows our own constant text only."""
    for call in calls(tree, "setToolTip", "setWhatsThis"):
        shown = call.args[-1] if call.args else None
        if not (isinstance(shown, ast.Call) and last_name(shown.func) in {"tr", "translate"}):
            yield call


def narrow_signals(tree: ast.AST) -> Iterator[ast.AST]:
    for call in calls(tree, "Signal"):
        if any(last_name(argument) in {"int", "float", "dict"} for argument in arguments(call)):
            yield call


def swallowed_rows(tree: ast.AST) -> Iterator[ast.AST]:
    yield from text_matches(r"(?i)\b(?:insert|update)\s+or\s+(?:ignore|replace)\b|\breplace\s+into\b")(tree)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.keyword)
            and node.arg in {"ignore", "replace"}
            and last_constant(node.value) is True
        ):
            yield node.value


def last_constant(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def wall_clocks(tree: ast.AST) -> Iterator[ast.AST]:
    for call in calls(tree, "now", "utcnow", "today", "time", "time_ns"):
        if isinstance(call.func, ast.Attribute) and last_name(call.func.value) in {
            "datetime",
            "date",
            "time",
            "dt",
        }:
            yield call
    yield from calls(tree, "currentDateTime", "currentDateTimeUtc", "currentDate", "currentMSecsSinceEpoch")


SQL = (
    r"^\s*(?:SELECT\s|INSERT\s+(?:INTO|OR)\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|PRAGMA\s|WITH\s+\S+\s+AS"
    r"|CREATE\s+(?:TABLE|(?:UNIQUE\s+)?INDEX|TRIGGER|VIEW|VIRTUAL)\s|DROP\s|ALTER\s|ATTACH\s|VACUUM\b"
    r"|BEGIN\b|COMMIT\b|ROLLBACK\b|SAVEPOINT\s)"
)
PROGRAM = ("main.py", "model/", "services/", "ui/")

RULES = (
    Rule(
        "plain labels only: text of strangers is never taken for markup",
        ("ui/", "main.py"),
        names_anything(
            "QLabel", "QMessageBox", "QErrorMessage", "QTextBrowser", "setHtml", "insertHtml", "RichText"
        ),
        bad=(
            "from PySide6.QtWidgets import QLabel",
            "QtWidgets.QMessageBox.warning(self, '', '')",
            "page.setHtml(name)",
            "x.setTextFormat(Qt.TextFormat.RichText)",
        ),
        good=("from ui.widgets.label import Label",),
        except_in=(LABEL_MODULE,),
    ),
    Rule(
        "tips show constant text only",
        ("ui/", "main.py"),
        unsafe_tips,
        bad=("button.setToolTip(member.name)", "button.setToolTip(self.tr('{a}').format(a=name))"),
        good=("button.setToolTip(self.tr('打印'))",),
        except_in=(LABEL_MODULE,),
    ),
    Rule(
        "bound methods are connected, no lambdas",
        ("ui/", "main.py"),
        lambda_connections,
        bad=(
            "button.clicked.connect(lambda: self.close())",
            "QTimer.singleShot(0, lambda: self.go())",
            "a.connect(partial(f, lambda: 1))",
        ),
        good=("button.clicked.connect(self._on_clicked)",),
    ),
    Rule(
        "no nested event loops",
        ("ui/", "main.py", "tests/ui", "tests/flows"),
        nested_loops,
        bad=("app.processEvents()", "dialog.exec()", "menu.exec_(point)", "QEventLoop().exec()"),
        good=("app.exec()", "QApplication.exec()", "menu.popup(point)"),
    ),
    Rule(
        "texts to translate are constants",
        PROGRAM,
        untranslatable,
        bad=("self.tr(f'余额 {x}')", "self.tr(name)", "translate('Money', f'{x}')", "self.tr('a' + b)"),
        good=("self.tr('余额 {x}').format(x=1)", "QCoreApplication.translate('Kinds', kind)"),
    ),
    Rule("no import *", ROOMS, star_imports, bad=("from PySide6.QtCore import *",)),
    Rule(
        "colours come from the theme",
        ("ui/",),
        literal_colours,
        bad=(
            "css = 'color: #B5354F'",
            "QColor('red')",
            "QColor(1, 2, 3)",
            "Qt.GlobalColor.red",
            "s = f'background: #fff; {x}'",
            "s = 'rgba(0, 0, 0, 0.4)'",
        ),
        good=("QColor(theme.accent)", "'#{}'.format(1)", "Qt.GlobalColor.transparent", "'No. #12'"),
        except_in=("ui/theme",),
    ),
    Rule(
        "print() belongs to the command line",
        PROGRAM,
        lambda tree: (call for call in calls(tree, "print") if isinstance(call.func, ast.Name)),
        bad=("print('x')",),
        good=("printer.print(job)",),
        except_in=COMMAND_LINE,
    ),
    Rule(
        "no QtSql: two copies of SQLite in one process don't see each other's locks",
        ROOMS,
        names_anything("QtSql"),
        bad=("from PySide6.QtSql import QSqlDatabase", "from PySide6 import QtSql", "import PySide6.QtSql"),
    ),
    Rule(
        "all SQL lives in services.storage",
        PROGRAM,
        text_matches(SQL),
        bad=(
            "db.execute('SELECT 1')",
            "x = f'UPDATE member SET a = {a}'",
            "run('  \\nINSERT INTO t VALUES (1)')",
        ),
        good=("self.tr('Select a member')", "'Update the profile'"),
        except_in=("services/storage",),
    ),
    Rule(
        "what is valid, due or over goes by today: only the books ask on which day they book",
        PROGRAM,
        names_anything("booking_day", "booking_number", "book_on"),
        bad=("voucher.usable_on(read.booking_day)", "work.book_on(day)"),
        good=("voucher.usable_on(read.today)",),
        except_in=("services/storage/work.py", "services/storage/txn_rows.py", "services/closing.py"),
    ),
    Rule(
        "no row is swallowed or rewritten",
        ("services/",),
        swallowed_rows,
        bad=(
            "db.execute('INSERT OR IGNORE INTO t VALUES (1)')",
            "table.insert(row, ignore=True)",
            "f('REPLACE INTO t')",
        ),
        good=(
            "db.execute('INSERT INTO t VALUES (1) ON CONFLICT(id) DO NOTHING')",
            "open(p, errors='replace')",
        ),
    ),
    Rule(
        "signals carry objects: Signal(int) has 32 bits",
        ("ui/", "main.py"),
        narrow_signals,
        bad=("changed = Signal(int)", "changed = Signal(str, float)"),
        good=("changed = Signal(object)", "pressed = Signal()"),
    ),
    Rule(
        "no Qt class that was measured and found wanting",
        ("ui/", "main.py"),
        names_anything("QSortFilterProxyModel", "QIntValidator", "QDoubleValidator", "ResizeToContents"),
        bad=(
            "QSortFilterProxyModel(self)",
            "header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)",
        ),
    ),
    Rule(
        "the time comes from the clock that was passed in",
        PROGRAM,
        wall_clocks,
        bad=("datetime.now(UTC)", "date.today()", "time.time()", "QDateTime.currentDateTime()"),
        good=("clock.now()", "time.monotonic()", "time.perf_counter()"),
        # Ids take any stamp that rises; they are never read as a time.
        except_in=("services/clock", "services/ids"),
    ),
)


@cache
def sources() -> dict[str, ast.Module]:
    """Every Python file of the project, parsed, by its path from the root."""
    files = [ROOT / "main.py", *(file for room in ROOMS[1:] for file in sorted((ROOT / room).rglob("*.py")))]
    return {
        file.relative_to(ROOT).as_posix(): ast.parse(file.read_text("utf-8"), file.name)
        for file in files
        if file.exists()
    }


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_is_kept(rule: Rule) -> None:
    found = [
        f"{place}:{getattr(node, 'lineno', 0)} {ast.unparse(node)[:80]}"
        for place, tree in sources().items()
        if rule.holds_in(place)
        for node in rule.find(tree)
    ]
    assert not found, rule.name + "\n" + "\n".join(found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_bites(rule: Rule) -> None:
    assert [sample for sample in rule.bad if not list(rule.find(ast.parse(sample)))] == []
    assert [sample for sample in rule.good if list(rule.find(ast.parse(sample)))] == []


def too_large(place: str, tree: ast.Module, lines: int) -> dict[str, int]:
    """Sizes over their limits, by `file`, `file::function` or `file::Class`."""
    found = {place: lines} if lines > MAX_FILE_LINES else {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MAX_FUNCTION_LINES:
                found[f"{place}::{node.name}"] = length
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
            if methods > MAX_CLASS_METHODS:
                found[f"{place}::{node.name}"] = methods
    return found


def test_sizes_stay_in_bounds_and_exceptions_only_shrink() -> None:
    sizes: dict[str, int] = {}
    for place, tree in sources().items():
        sizes |= too_large(place, tree, len((ROOT / place).read_text("utf-8").splitlines()))
    assert sizes == TOO_LARGE, "smaller than listed: lower the entry; larger or new: split it"


def test_sizes_are_measured() -> None:
    body = "\n".join(f"    x = {n}" for n in range(MAX_FUNCTION_LINES))
    methods = "\n".join(f"    def m{n}(self): ..." for n in range(MAX_CLASS_METHODS + 1))
    tree = ast.parse(f"def long():\n{body}\nclass Wide:\n{methods}\n")
    assert too_large("f.py", tree, 501) == {"f.py": 501, "f.py::long": 71, "f.py::Wide": 26}


def test_every_page_is_held_apart_from_the_others() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    apart = next(contract["modules"] for contract in contracts if contract["type"] == "independence")
    packages = {init.parent.name for init in (ROOT / "ui").glob("*/__init__.py")}
    assert set(apart) == {f"ui.{page}" for page in packages - NOT_PAGES}


def test_top_level_is_the_fixed_one() -> None:
    present = {path.name for path in ROOT.iterdir()} - NOT_THE_PROJECTS
    assert present == PROJECT_ROOT


def outside_modules(*rooms: str) -> set[str]:
    """The modules of other projects that these rooms import, or look up by name to use their files."""
    found: set[str] = set()
    for place, tree in sources().items():
        if place.startswith(rooms):
            for node in ast.walk(tree):
                if isinstance(node, ast.Import):
                    found.update(alias.name.split(".")[0] for alias in node.names)
                elif isinstance(node, ast.ImportFrom):
                    found.add((node.module or "").split(".")[0])
            found.update(str(last_constant(call.args[0])) for call in calls(tree, "find_spec"))
    ours = {room.removesuffix(".py") for room in ROOMS}
    return found - sys.stdlib_module_names - ours - {"shiboken6"}  # which comes with PySide6


def test_dependencies_are_the_imported_ones() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    named = {Requirement(line).name.lower() for line in project["project"]["dependencies"]}
    for_tests = named | {Requirement(line).name.lower() for line in project["dependency-groups"]["dev"]}
    made_by = {module: {name.lower() for name in names} for module, names in packages_distributions().items()}
    program = outside_modules(*PROGRAM)
    assert {module for module in program if not made_by[module] & named} == set(), "imported, not named"
    assert named - set().union(*(made_by[module] for module in program)) == set(), "named, not imported"
    assert {module for module in outside_modules("tests") if not made_by[module] & for_tests} == set()


def requirement(name: str, project: dict[str, list[str]]) -> Requirement:
    return next(
        found for line in project["dependencies"] if (found := Requirement(line)).name.lower() == name
    )


def test_pyside_stays_below_6_12_while_python_3_11_is_supported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    if not SpecifierSet(project["requires-python"]).contains("3.11"):
        pytest.skip("Python 3.11 is no longer supported")
    assert not requirement("pyside6", project).specifier.contains("6.12.0")
    for lock in (ROOT / "requirements.lock", ROOT / "script" / "requirements-dev.lock"):
        pinned = re.findall(r"^(?:pyside6[a-z-]*|shiboken6)==6\.(\d+)", lock.read_text("utf-8"), re.MULTILINE)
        assert len(pinned) == 4, lock.name
        assert all(int(minor) < 12 for minor in pinned), lock.name


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from Python 3.12 on")
@pytest.mark.parametrize("value", [None, True])
def test_qt_calls_keep_their_references(value: bool | None) -> None:
    thing = QObject()
    thing.blockSignals(True)
    call = thing.signalsBlocked if value else thing.parent
    before = sys.getrefcount(value)
    for _ in range(20_000):
        assert call() is value
    assert abs(sys.getrefcount(value) - before) < 1_000


def test_locks_carry_hashes_and_no_addresses() -> None:
    for lock in (ROOT / "requirements.lock", ROOT / "script" / "requirements-dev.lock"):
        text = lock.read_text("utf-8")
        pins = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert pins, lock.name
        assert all("--hash=sha256:" in pin for pin in pins), lock.name
        assert "://" not in text, lock.name


def test_dev_lock_pins_what_the_program_pins() -> None:
    pins = [
        set(re.findall(r"^([a-z0-9-]+==\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE))
        for lock in ("requirements.lock", "script/requirements-dev.lock")
    ]
    assert pins[0] < pins[1]
