"""dev.py, as far as it can be tried without changing this machine."""

import ast
import importlib.util
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
    for name in ("VENV", "STAMP", "LOCK", "PICTURE"):
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


def test_the_check_runs_every_step_and_names_those_that_failed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = []

    def call(*command: object, **_: str) -> int:
        seen.append(" ".join(map(str, command)))
        return 1 if "mypy" in seen[-1] else 0

    monkeypatch.setattr(dev, "call", call)
    monkeypatch.setattr(dev, "ensure_system", lambda _: None)
    monkeypatch.setattr(dev, "ensure_environment", lambda: None)
    assert dev.test([]) == 1
    assert len(seen) == 5 + len(dev.COVERAGE_FLOORS)
    assert capsys.readouterr().out == "Failed: types.\n"


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
