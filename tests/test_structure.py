"""The direction of imports, what the core stays away from, and what a start does not load."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from lbpp_cli import programs

PACKAGE = Path(__file__).parent.parent / "lbpp_cli"
# What each room may import from the project; the rooms below it, never those above.
LAYERS = [
    {
        "money",
        "findings",
        "names",
        "firm_kinds",
        "columns",
        "report_layout",
        "formula_text",
        "formula_tree",
        "spreadsheet",
    },
    {"parameters", "readings", "model", "participation", "imported", "results", "arrays", "simulated"},
    {
        "outreach",
        "penalties",
        "rotation",
    },
    {"compliance"},
    {"formula", "formula_checks", "formula_goals", "formula_tables", "audit"},
    {"checks", "registered", "stated", "formula_inputs", "payments", "programs"},
    {"ranking"},
    {"sensitivity"},
    {"evaluate"},
    {"whatif", "frame"},
    {"simulation"},
    {"status", "render"},
    {"from_files", "from_outreach", "from_outreach_bids", "from_payments"},
    {"batch"},
    {"commands"},
    {"cli"},
    {"app"},
]
CORE = {
    "audit",
    "spreadsheet",
    "formula_text",
    "formula_tree",
    "report_layout",
    "formula",
    "formula_checks",
    "formula_goals",
    "formula_inputs",
    "formula_tables",
    "money",
    "findings",
    "names",
    "firm_kinds",
    "columns",
    "parameters",
    "readings",
    "model",
    "participation",
    "penalties",
    "payments",
    "rotation",
    "outreach",
    "imported",
    "results",
    "arrays",
    "frame",
    "simulated",
    "compliance",
    "checks",
    "registered",
    "stated",
    "programs",
    "ranking",
    "sensitivity",
    "evaluate",
    "whatif",
    "status",
}
FORBIDDEN_IN_CORE = {
    "typer",
    "rich",
    "pandas",
    "numpy",
    "pyarrow",
    "openpyxl",
    "python_calamine",
    "xlsxwriter",
    "time",
    "random",
    "os",
    "io",
}
# Rules over whole tables need a library of tables and arrays; they are imported where tables are evaluated.
OVER_TABLES = {"pandas", "numpy", "pyarrow"}
MODULES = [
    path for path in PACKAGE.rglob("*.py") if path.name not in {"__init__.py", "__main__.py"} or path.parent != PACKAGE
]


def room(path):
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path):
    """Every module that a file imports, also in functions and for types."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
            if node.module == "lbpp_cli":
                yield from (f"lbpp_cli.{alias.name}" for alias in node.names)


def ours(path):
    return {
        name.split(".")[1] for name in imports(path) if name.startswith("lbpp_cli.") and name != "lbpp_cli.__version__"
    }


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if re.search("outreach|schedule", str(path.relative_to(PACKAGE)))],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_outreach_cites_no_clause_outside_its_program(path):
    """Clauses and the names of groups belong into the folder of the program that has them."""
    if "programs" in path.parts:
        return
    cited = re.findall(r"\b[A-H]\.\d+(?:\.[a-z])?\b|\"[MWSEO]BE\"|\"DVBE\"", path.read_text())
    assert cited == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_one_way(path):
    name = room(path)
    if name == "read":
        allowed = {
            "read",
            "money",
            "findings",
            "names",
            "firm_kinds",
            "columns",
            "report_layout",
            "model",
            "parameters",
            "imported",
            "results",
        }
        allowed |= {"formula_text", "spreadsheet", "penalties", "rotation", "readings", "outreach"}
        allowed |= {"payments"}
    else:
        level = next(number for number, layer in enumerate(LAYERS) if name in layer)
        allowed = set().union(*LAYERS[: level + 1])
        from_files = {"from_files", "from_outreach", "from_outreach_bids", "from_payments"}
        if name in {"frame", "simulation", *from_files, "batch", "commands", "cli", "app"}:
            allowed.add("read")
    assert ours(path) <= allowed


@pytest.mark.parametrize("path", [path for path in MODULES if room(path) in CORE], ids=lambda path: path.stem)
def test_the_core_is_pure(path):
    """It opens no file, prints nothing, asks for no clock and imports no library for people or files."""
    over_tables = room(path) in {"arrays", "frame"} or (room(path) == "programs" and path.stem.startswith("frame"))
    forbidden = FORBIDDEN_IN_CORE - OVER_TABLES if over_tables else FORBIDDEN_IN_CORE
    assert not {name.split(".")[0] for name in imports(path)} & forbidden
    called = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute))
    }
    assert not called & {"open", "print", "now", "today", "read_text", "read_bytes", "float", "round"}


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in PACKAGE.glob("programs/*/parameters.toml")), ids=lambda path: path.name
)
def test_no_program_is_named_outside_its_folder(folder):
    name = folder.name.replace("_", "-")
    for path in PACKAGE.rglob("*.py"):
        if folder not in path.parents:
            text = path.read_text()
            assert folder.name not in text, path
            # The default is named once, where the programs are found.
            default = path == PACKAGE / "programs" / "__init__.py" and name == programs.DEFAULT
            assert text.count(name) == default, path


def test_no_clause_of_a_program_is_named_outside_the_programs():
    for path in PACKAGE.rglob("*.py"):
        if PACKAGE / "programs" not in path.parents:
            assert not re.search(r"\b\d\.[A-Z]\.\d", path.read_text()), path


def test_an_evaluation_loads_nothing_heavy():
    """Not a frame library, an Excel writer, or Rich's console, to print a table."""
    code = (
        "import sys; sys.argv = ['lbpp', 'evaluate', 'sample_bids/reference_chart.xlsx'];\n"
        "from lbpp_cli.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True)
    loaded = set(run.stderr.split())
    assert "python_calamine" in loaded
    heavy = {"pandas", "numpy", "openpyxl", "xlsxwriter", "docx", "docxtpl", "jinja2", "lxml", "rich.console"}
    assert not loaded & heavy
    assert not {name for name in loaded if "audit" in name or name == "lbpp_cli.spreadsheet"}
    assert not loaded & {
        "lbpp_cli.render.page",
        "lbpp_cli.render.html",
        "lbpp_cli.render.derivation",
        "lbpp_cli.render.sheets",
    }
