"""dev.py, as far as it can be tried without changing this machine."""

import ast
import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).parents[1] / "dev.py"


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module, as if it lay in a folder of its own."""
    spec = importlib.util.spec_from_file_location("dev", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "dev", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    for name in ("VENV", "STAMP", "LOCK", "PICTURE", "OUTCOMES"):
        inside = getattr(module, name).relative_to(FILE.parent)
        monkeypatch.setattr(module, name, tmp_path / inside)
    module.LOCK.write_text("one==1\n", encoding="utf-8")
    return module


@pytest.fixture
def commands(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What dev.py runs, instead of running it."""
    seen: list[str] = []

    def call(*command: object, **_: str) -> int:
        seen.append(" ".join(Path(str(word)).name for word in command))
        return 0

    monkeypatch.setattr(dev, "call", call)
    return seen


def only(*programs: str) -> Callable[[str], str | None]:
    """A `shutil.which` that finds these programs."""
    return lambda name: name if name in programs else None


def test_an_old_python_can_read_the_file_and_gets_a_sentence(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse(FILE.read_text(encoding="utf-8"), feature_version=(3, 8))
    monkeypatch.setattr(dev, "OLDEST_PYTHON", (99, 0))
    with pytest.raises(SystemExit) as left:
        dev.main()
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("JointDesk needs Python 3.11 or newer; this is ")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt brings its libraries along")
@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt-get", "sudo apt-get update -qq && sudo apt-get install -qq -y"),
        ("dnf", "sudo dnf install -q -y"),
    ],
)
def test_without_root_a_person_is_told_the_line_to_type(
    dev: ModuleType,
    commands: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    manager: str,
    line: str,
) -> None:
    monkeypatch.setattr(dev, "can_load", lambda _: False)
    monkeypatch.setattr(dev.shutil, "which", only(manager))
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as left:
        dev.ensure_system(dev.QT_LIBRARIES)
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert line in said
    assert "libEGL.so.1" in said
    assert commands == []


def test_nothing_is_installed_where_nothing_is_missing(
    dev: ModuleType, commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "can_load", lambda _: True)
    dev.ensure_system(dev.QT_LIBRARIES + dev.SCREEN_LIBRARIES)
    assert commands == []


def test_an_environment_that_somebody_else_made_is_left_alone(
    dev: ModuleType, commands: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (dev.VENV / "precious").mkdir(parents=True)
    with pytest.raises(SystemExit):
        dev.ensure_environment()
    assert "was not made by dev.py" in capsys.readouterr().err
    assert (dev.VENV / "precious").is_dir()
    assert commands == []


@pytest.mark.parametrize("programs", [("uv",), ()])
def test_the_environment_is_made_once_and_again_when_the_lock_changes(
    dev: ModuleType, commands: list[str], monkeypatch: pytest.MonkeyPatch, programs: tuple[str, ...]
) -> None:
    monkeypatch.setattr(dev.shutil, "which", only(*programs))
    monkeypatch.setattr(dev, "add_checkout", lambda: None)
    dev.ensure_environment()
    assert "--require-hashes" in commands[-1]
    first = list(commands)
    dev.ensure_environment()
    assert commands == first
    dev.LOCK.write_text("one==2\n", encoding="utf-8")
    dev.ensure_environment()
    assert commands == [*first, *first]


def test_pip_steps_in_where_uv_fails(
    dev: ModuleType, commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.shutil, "which", only("uv"))
    monkeypatch.setattr(dev, "add_checkout", lambda: None)
    monkeypatch.setattr(dev, "install_with_uv", lambda: False)
    dev.ensure_environment()
    assert "-m pip install" in commands[-1]


@pytest.fixture
def check(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Run the whole check, in which commands with one of these words fail: gives what ran.

    Pytest leaves the outcomes of one test, which passed, unless it fails.
    """
    monkeypatch.setattr(dev, "ensure_system", lambda _: None)
    monkeypatch.setattr(dev, "ensure_environment", lambda: None)

    def run(*failing: str) -> list[str]:
        seen = []

        def call(*command: object, **_: str) -> int:
            seen.append(" ".join(map(str, command)))
            status = int(any(word in seen[-1] for word in failing))
            if "pytest" in seen[-1] and not status:
                dev.OUTCOMES.parent.mkdir(exist_ok=True)
                dev.OUTCOMES.write_text("<testsuite><testcase/></testsuite>", encoding="utf-8")
            return status

        monkeypatch.setattr(dev, "call", call)
        assert dev.test([]) == bool(failing)
        return seen

    return run


def test_the_check_runs_every_step_and_names_those_that_failed(
    dev: ModuleType, check: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(check()) == 5 + len(dev.COVERAGE_FLOORS)
    assert capsys.readouterr().out == "The whole check passed.\n"
    check("mypy")
    assert capsys.readouterr().out == "Failed: types.\n"


def test_files_of_tests_are_kept_in_memory_where_there_is_room(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "QUICK_FOLDER", tmp_path)
    monkeypatch.setattr(dev, "QUICK_ROOM", 1)
    assert dev.has_quick_folder()
    monkeypatch.setattr(dev, "QUICK_ROOM", 1 << 60)
    assert not dev.has_quick_folder()
    monkeypatch.setattr(dev, "QUICK_FOLDER", tmp_path / "none")
    assert not dev.has_quick_folder()


def test_what_is_untested_is_listed_below_the_floor_only(
    dev: ModuleType, check: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert not any("--skip-covered" in command for command in check())
    [listed] = [command for command in check("--fail-under=100") if "--skip-covered" in command]
    assert "jointdesk/domain/*" in listed
    assert capsys.readouterr().out.endswith("Failed: coverage of the pure rules.\n")


def test_tests_that_ended_without_a_word_are_told_of(
    check: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    check()
    capsys.readouterr()
    check("pytest")
    said = capsys.readouterr().out
    assert said == "The tests ended without a list of their outcomes.\nFailed: tests.\n"


def test_the_last_lines_are_the_failed_tests_with_their_reasons(
    dev: ModuleType, tmp_path: Path
) -> None:
    tests = """
import pytest

@pytest.fixture
def broken():
    raise OSError("no such place “there”")

def test_one(broken): ...

@pytest.mark.parametrize("number", [1, 2])
def test_two(number):
    assert number == 1

@pytest.mark.parametrize("number", [1, 2])
def test_three(number):
    pytest.skip("not here")

def test_four():
    raise ValueError("\\n".join("abcdefghijklmnopqrstuvwxyz"))
"""
    (tmp_path / "test_it.py").write_text(tests, encoding="utf-8")
    options = [f"--junit-xml={dev.OUTCOMES}", "-o", "junit_family=xunit1"]
    subprocess.run([sys.executable, "-m", "pytest", *options], cwd=tmp_path, capture_output=True)
    said = dev.outcomes()
    assert said[: -dev.REASON_LINES] == [
        "Skipped 2: not here",
        "FAILED test_it.py::test_one",
        '    failed on setup with "OSError: no such place “there”"',
        "FAILED test_it.py::test_two[2]",
        "    assert 2 == 1",
        "FAILED test_it.py::test_four",
    ]
    assert said[-dev.REASON_LINES] == "    ValueError: a"
    assert said[-1] == "    l"


def test_without_a_screen_the_demo_is_printed_and_its_window_pictured(
    dev: ModuleType,
    commands: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(dev, "ensure_system", lambda _: None)
    monkeypatch.setattr(dev, "ensure_environment", lambda: None)
    monkeypatch.setattr(dev, "names_a_screen", lambda: False)
    assert dev.run(["--anchor", "2026-11-30"]) == 0
    assert [line.split("demo ")[1] for line in commands] == [
        "--no-window --anchor 2026-11-30",
        "--window --anchor 2026-11-30",
    ]
    assert capsys.readouterr().out.count("\n") == 1


def test_the_command_line(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["dev.py"])
    assert dev.main() == 0
    monkeypatch.setattr(sys, "argv", ["dev.py", "tset"])
    assert dev.main() == 2
