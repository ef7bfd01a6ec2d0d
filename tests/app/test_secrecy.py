"""No page of the window shows one body's secrets to the other body's PA, nor lets them out.

What can be read, heard, hovered, copied and dragged on every page is gathered, as each PA.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from jointdesk.app import crash
from jointdesk.app.assembly import Assembly
from jointdesk.viewmodels.pages import Page
from jointdesk.viewmodels.theme import ThemeName
from tests.demo_desk import notices_of, wait_until_idle
from tests.operations.hushed_desk import CODES, build_hushed, hush, leaked
from tests.operations.secret_desk import SecretDesk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", extend=True)

NOW = "2026-12-14T09:00:00+00:00"
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.UserRole,
    Qt.ItemDataRole.UserRole + 1,
)


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecretDesk]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOINTDESK_NOW", NOW)
        folder = tmp_path_factory.mktemp("hushed")
        made = build_hushed(folder / "hushed.desk", folder)
        yield made
        made.desk.close()


def shown(widget: QWidget) -> Iterator[str]:
    """Yield what a widget and all within it say, to the eye, the ear and the pointer."""
    for one in (widget, *widget.findChildren(QWidget)):
        for name in ("text", "currentText", "toPlainText", "placeholderText", "title"):
            found = getattr(one, name, None)
            if callable(found):
                yield str(found())
        yield f"{one.accessibleName()} {one.accessibleDescription()} {one.toolTip()}"
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            yield from listed(one.model())
        if hasattr(one, "accessible_interface"):  # what is painted
            yield from told(one.accessible_interface())


def listed(model: QAbstractItemModel) -> Iterator[str]:
    """Yield what a model says of each cell, and what would be dragged or copied of it."""
    # Qt keeps the columns of a list to itself: there is one.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
    for row in range(model.rowCount(QModelIndex())):
        for column in range(columns):
            index = model.index(row, column, QModelIndex())
            yield from (str(model.data(index, role)) for role in _ROLES)
            carried = model.mimeData([index])
            if carried is not None:
                yield from (bytes(carried.data(kind).data()).decode("utf-8", "replace")
                            for kind in carried.formats())  # fmt: skip


def told(heard: QAccessibleInterface) -> Iterator[str]:
    """Yield what a screen reader hears of what is painted."""
    for place in range(min(heard.childCount(), 300)):
        child = heard.child(place)
        if child is not None and child.isValid():
            for kind in (QAccessible.Text.Name, QAccessible.Text.Description):
                yield child.text(kind)


def everything(
    qtbot: QtBot, qapp: QApplication, secret: SecretDesk, person: str, data_folder: Path
) -> str:
    """Return all that the window says on every page, with each conflict opened."""
    opened = Assembly(qapp, secret.desk.path, person, data_folder, ThemeName.LIGHT)
    said = notices_of(opened.desk)
    qtbot.addWidget(opened.window)
    opened.window.show()
    opened.begin()
    wait_until_idle(qtbot, opened.desk)
    found = []
    for page in opened._makers():
        opened.window.open_page(page)
        wait_until_idle(qtbot, opened.desk)
        found += shown(opened.window._pages[page])
    found += shown(opened.window.navigation)
    conflicts = opened.rooms.parts.conflicts
    opened.window.open_page(Page.CONFLICTS)
    for entry in conflicts.known.entries if conflicts.known else ():
        opened.rooms.parts.show_conflict(entry.id)
        wait_until_idle(qtbot, opened.desk)
        opened.rooms.parts.proposing.begin()
        wait_until_idle(qtbot, opened.desk)
        found += shown(opened.window._pages[Page.CONFLICTS])
    found += [QApplication.clipboard().text(), *(f"{one.text} {one.action}" for one in said)]
    opened.close()
    return "\n".join(found)


@pytest.mark.parametrize("code", CODES)
def test_no_page_shows_the_other_body_s_secrets(
    qtbot: QtBot,
    qapp: QApplication,
    secret: SecretDesk,
    data_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
) -> None:
    monkeypatch.setenv("JOINTDESK_NOW", NOW)
    person = {"cal": secret.cal_pa, "wex": secret.wex_pa}[code]
    found = everything(qtbot, qapp, secret, person, data_folder)
    other = "wex" if code == "cal" else "cal"
    assert leaked(found, other) == []
    for what in ("event", "place", "comment", "proposal", "booking"):
        assert hush(code, what) in found  # else looking would prove nothing


def test_a_crash_report_holds_no_words(data_folder: Path) -> None:
    try:
        raise ValueError(f"cannot paint {hush('cal', 'event')}")
    except ValueError as error:
        file = crash.report(error, data_folder)
    assert leaked(file.read_text(encoding="utf-8"), "cal") == []
