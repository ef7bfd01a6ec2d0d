"""What tests of widgets share: the look of each theme, at the design's own text size."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from jointdesk.viewmodels.theme import ThemeName
from jointdesk.widgets.look import Look, load_look, with_theme
from jointdesk.widgets.style import apply_look
from tests.demo_desk import demo_file, demo_model, demo_path
from tests.open_desk import opened

__all__ = ["demo_file", "demo_model", "demo_path", "opened"]

HERE = Path(__file__).parent
RESOURCES = Path(__file__).parents[2] / "resources"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen platform say what it has not: size hints, raising, grabbing."""
    quiet = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(quiet)


@pytest.fixture(scope="session")
def _loaded(qapp: QApplication) -> Look:
    look = load_look(RESOURCES, ThemeName.LIGHT, scale=1.0)
    apply_look(qapp, look)
    return look


@pytest.fixture
def look(_loaded: Look) -> Look:
    """The light look."""
    return _loaded


@pytest.fixture(params=list(ThemeName), ids=str)
def any_look(_loaded: Look, request: pytest.FixtureRequest) -> Look:
    """Each look in turn."""
    return with_theme(_loaded, request.param)
