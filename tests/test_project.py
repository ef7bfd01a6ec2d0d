"""The repository keeps to its own rules: size, names, what is shipped, what must not leak."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "jointdesk"
OURS = [
    *sorted(PACKAGE.rglob("*.py")),
    *sorted((ROOT / "benchmarks").rglob("*.py")),
    ROOT / "dev.py",
]

LINES_A_FILE = 400
LINES_A_FUNCTION = 40
METHODS_A_CLASS = 20

# Written so that this file does not contain what it looks for.
LOCAL_PATH = re.compile(r"(?<![\w/.~:-])/(?:wor[k]|roo[t])(?![\w-])")


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def repository_files() -> list[Path]:
    """What git tracks; where there is no git, everything but what is made on the way."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        owned_by_anybody = ["-c", "safe.directory=*"]
        command = ["git", *owned_by_anybody, "-C", str(ROOT), "ls-files", "-z"]
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
        return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    made = shutil.ignore_patterns(".git", ".venv", "build", "dist", "__pycache__", ".*cache", ".c*")
    found: list[Path] = []
    for folder, folders, files in os.walk(ROOT):
        skipped = made(folder, [*folders, *files])
        folders[:] = [name for name in folders if name not in skipped]
        found += [Path(folder, name) for name in files if name not in skipped]
    return found


# Size


def test_files_are_short() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in OURS}
    assert {name: lines for name, lines in lengths.items() if lines > LINES_A_FILE} == {}


def test_functions_are_short() -> None:
    long = {}
    for path in OURS:
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LINES_A_FUNCTION:
                    long[f"{named(path)}:{node.lineno} {node.name}"] = lines
    assert long == {}


def test_classes_have_few_methods() -> None:
    large = {}
    for path in OURS:
        for node in nodes(path):
            if isinstance(node, ast.ClassDef):
                methods = sum(
                    isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body
                )
                if methods > METHODS_A_CLASS:
                    large[f"{named(path)}:{node.lineno} {node.name}"] = methods
    assert large == {}


# Order


def test_package_files_are_empty_so_that_importing_one_module_imports_no_other() -> None:
    """A package's `__init__` holds nothing, or nothing but its docstring."""
    full = [
        named(path)
        for path in PACKAGE.rglob("__init__.py")
        if len(ast.parse(path.read_text(encoding="utf-8")).body) > 1
    ]
    assert full == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        named(path)
        for path in OURS
        if path.name != "__init__.py"
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


# Leaks


def test_the_lock_names_no_host_and_has_a_hash_for_every_package() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    entries = re.split(r"\n(?=\S)", lock)
    packages = [entry for entry in entries if re.match(r"[a-z0-9]", entry)]
    assert len(packages) > 20
    assert [entry for entry in packages if "--hash=sha256:" not in entry] == []
    assert [
        line for line in lock.splitlines() if line.lstrip().startswith("-") and "hash" not in line
    ] == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = []
    for path in repository_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{named(path)}: {match[0]}" for match in LOCAL_PATH.finditer(text)]
    assert found == []


# Wheel


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files in a wheel built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.parametrize(("folder", "packed"), [("db", "_db"), ("resources", "_resources")])
def test_the_wheel_holds_the_data_files(wheel_names: set[str], folder: str, packed: str) -> None:
    found = (ROOT / folder).rglob("*")
    data = [path for path in found if path.is_file() and path.parent.name != "__pycache__"]
    wanted = {f"jointdesk/{packed}/{path.relative_to(ROOT / folder).as_posix()}" for path in data}
    assert wanted - wheel_names == set()
    assert wanted


def test_the_wheel_holds_the_package_and_its_licence_and_no_tests(wheel_names: set[str]) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py")}
    assert modules - wheel_names == set()
    assert any(name.endswith("licenses/LICENSE") for name in wheel_names)
    assert not [name for name in wheel_names if name.startswith(("tests/", "benchmarks/"))]


def test_the_supported_pythons_are_those_of_the_qt_binding() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11,<3.15"
    assert "PySide6-Essentials>=6.11,<6.12" in project["dependencies"]
