"""Governance: each organisation's profile, and its own values for the profile's settings."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from jointdesk.domain.organisations import Organisation
from jointdesk.domain.words import plain_line
from jointdesk.operations.organisations import change_organisation, organisation_by_code
from jointdesk.operations.profiles import PROFILE, governance_values
from jointdesk.viewmodels.governance_settings import (
    MARKS,
    SettingRow,
    profile_options,
    settings_of,
)
from jointdesk.viewmodels.settings import Settings, SettingsModel
from jointdesk.widgets.controls import make_icon_button
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.fonts import Text
from jointdesk.widgets.forms import Choice, make_rule, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.refocusing import focused_name, refocus
from jointdesk.widgets.settings_section import SavedLine, Section

_NOTE = (
    "Which rules a body's decisions follow. A default is from a published source (V), general"
    " knowledge that was not checked (GK), or JointDesk's own proposal (INF): check those that"
    " matter with your governance lead. None of this is legal advice."
)


class GovernanceSection(Section):
    """One organisation at a time, and of its settings one group at a time."""

    def __init__(self, look: Look, model: SettingsModel) -> None:
        super().__init__(look, model, "Governance", _NOTE)
        self.registers = model.registers
        self.rows: dict[str, SettingLine] = {}
        self.organisation, self.profile, self.group = Choice(), Choice(), Choice()
        self.organisation.activated.connect(self._show)
        self.group.activated.connect(self._show)
        self.profile.activated.connect(self._on_profile)
        head = QVBoxLayout() if look.fonts.are_large else QHBoxLayout()
        head.setSpacing(12 - 2 * REACH)
        head.addWidget(self.add_field("gov:org", "Organisation", self.organisation), 1)
        head.addWidget(self.add_field("gov:profile", "Governance profile", self.profile), 2)
        self.column.addLayout(head)
        self.column.addWidget(self.add_field("gov:group", "Settings", self.group))
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.column.addLayout(self._list)
        self._shown: tuple[str, int] = ("", -1)
        self.registers.registers_changed.connect(self._show)
        self.registers.want()

    def show_settings(self, settings: Settings) -> None:
        """Show the organisations there are."""
        bodies = [(plain_line(one.name), one.id) for one in settings.organisations]
        self.organisation.offer([*bodies])
        self._show()

    def chosen(self) -> Organisation | None:
        """Return the organisation whose settings are shown, None without any."""
        settings, wanted = self.model.settings, self.organisation.currentData()
        known = settings.organisations if settings else ()
        return next((one for one in known if one.id == wanted), None)

    @Slot()
    def _show(self) -> None:
        desk, organisation = self.registers.registers, self.chosen()
        if desk is None or organisation is None:
            return
        options = profile_options(organisation, desk.profiles)
        self.profile.offer([*options], organisation.profile)
        groups = settings_of(organisation, desk.profiles)
        own = [sum(1 for row in group.rows if row.own) for group in groups]
        self.group.offer(
            [
                (f"{group.name}{f', {number} changed' if number else ''}", place)
                for place, (group, number) in enumerate(zip(groups, own, strict=True))
            ]
        )
        place = self.group.currentIndex()
        if self._shown != (organisation.id, place):
            self._shown = (organisation.id, place)
            self._clear()
        for row in groups[place].rows:
            if row.name not in self.rows:
                self.rows[row.name] = SettingLine(self, row)
                self._list.addWidget(self.rows[row.name])
            self.rows[row.name].show_row(row)
        self.order_tabs()

    def _clear(self) -> None:
        focused = focused_name(self)
        for line in self.rows.values():
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.rows.clear()
        refocus(self, focused)

    @Slot()
    def _on_profile(self) -> None:
        self.save(PROFILE, str(self.profile.currentData() or ""), "Saved the governance profile.")

    def save(self, name: str, text: str, said: str) -> None:
        """Give a setting of the organisation a value, "" for the profile's own."""
        organisation = self.chosen()
        if organisation is None:
            return
        code = organisation.code
        self.model.save(
            "gov:profile" if name == PROFILE else f"gov:{name}",
            said,
            lambda desk, actor: change_organisation(
                desk,
                actor,
                code,
                **governance_values(organisation_by_code(desk, code), {name: text}),
            ),
        )


class SettingLine(QWidget):
    """One setting: what it is for, its value, the default with its mark, and the way back."""

    def __init__(self, section: GovernanceSection, row: SettingRow) -> None:
        super().__init__()
        look = section.look
        self._section = section
        self._row = row
        self.control: SavedLine | Choice = Choice() if row.choices else SavedLine(row.label)
        self.control.setAccessibleName(row.label)
        self.back = make_icon_button(look, "undo-2", f"Back to the default: {row.label}")
        self._default = soft_label(look, "", Text.DETAIL)
        field = section.add_field(f"gov:{row.name}", "", self.control, self.back)
        is_large = look.fonts.are_large
        field.setFixedWidth(look.fonts.px(300))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(0)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(make_label(look, row.label, Text.BODY))
        words.addWidget(self._default)
        words.addStretch(1)
        grid.addLayout(words, 0, 0)
        place = (1, 0) if is_large else (0, 1)
        grid.addWidget(field, *place, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(make_rule(look), 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setRowMinimumHeight(place[0], field.sizeHint().height() + 3)
        self.back.clicked.connect(partial(self._save, ""))
        if isinstance(self.control, SavedLine):
            self.control.committed.connect(self._save)
        else:
            self.control.activated.connect(self._on_chosen)

    def show_row(self, row: SettingRow) -> None:
        """Show what is saved."""
        self._row = row
        self._default.setText(row.words)
        self._default.setToolTip(MARKS.get(row.mark, ""))
        if isinstance(self.control, SavedLine):
            self.control.setPlaceholderText(row.default or "none")
            self.control.show_value(row.own)
        else:
            default = dict((value, words) for words, value in row.choices).get(row.default, "none")
            offered: list[tuple[str, object]] = [(f"Default: {default}", ""), *row.choices]
            self.control.offer(offered, row.own)
        had_focus = self.back.hasFocus()
        self.back.setVisible(bool(row.own))
        if had_focus and not row.own:
            self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_chosen(self) -> None:
        self._save(str(self.control.currentData() or ""))  # type: ignore[union-attr]

    def _save(self, text: str) -> None:
        if text != self._row.own:
            said = f"Saved “{self._row.label}”." if text else "Back to the default."
            self._section.save(self._row.name, text, said)
