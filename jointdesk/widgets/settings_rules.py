"""Rules: which meetings are protected, and what does not count."""

from typing import Literal, cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jointdesk.domain.rules import Rule
from jointdesk.domain.words import plain_line
from jointdesk.operations.rules import add_rule, remove_rule
from jointdesk.viewmodels.settings import Settings, SettingsModel
from jointdesk.viewmodels.words import joined
from jointdesk.widgets.controls import make_button, make_icon_button
from jointdesk.widgets.focus import REACH
from jointdesk.widgets.forms import Choice, Field, make_rule, soft_label
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.settings_section import Card, Section

_ADD = "rule:new"
_TIERS = {1: "1, protected", 2: "2, important", 3: "3, ordinary", 4: "4, movable"}
_ALL_DAY = {"free": "take no time", "busy": "take the day"}
_COUNTS = {"leave": "count as leave", "no": "do not count"}
_AS_IS = "as the calendar says"


class RuleSection(Section):
    """Every rule in a sentence, and the form that adds one."""

    def __init__(self, look: Look, model: SettingsModel) -> None:
        super().__init__(
            look,
            model,
            "Protection and counting",
            "Of several rules that fit a meeting, the later one wins, value by value.",
        )
        self._shown: tuple[tuple[Rule, str], ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.none = soft_label(look, "There is no rule yet: nothing is protected.")
        self.column.addLayout(self._list)
        self.column.addWidget(self.none)
        self.title = QLineEdit()
        self.calendar, self.tier, self.all_day, self.counts = (Choice() for _ in range(4))
        self._build_form()

    def _build_form(self) -> None:
        look = self.look
        card = Card()
        card.add_title(look, "Add a rule")
        self.title.setPlaceholderText("*Board*")
        for choice, words in (
            (self.tier, _TIERS),
            (self.all_day, _ALL_DAY),
            (self.counts, _COUNTS),
        ):
            options = [(words[key], key) for key in words]  # type: ignore[index]
            choice.offer([(_AS_IS, None), *options])
        grid = QGridLayout()
        grid.setHorizontalSpacing(12 - 2 * REACH)
        grid.addWidget(self.add_field(_ADD, "Titles like (* for any text)", self.title), 0, 0, 1, 2)
        grid.addWidget(Field(look, "In", self.calendar), 0, 2)
        grid.addWidget(Field(look, "Tier of protection", self.tier), 1, 0)
        grid.addWidget(Field(look, "All-day items", self.all_day), 1, 1)
        grid.addWidget(Field(look, "In conflicts and hours", self.counts), 1, 2)
        for number in range(3):
            grid.setColumnStretch(number, 1)
        card.column.addLayout(grid)
        add = make_button(look, "Add the rule", "plus")
        add.clicked.connect(self._on_add)
        self.title.returnPressed.connect(self._on_add)
        card.add_foot(add)
        self.column.addWidget(card)

    def show_settings(self, settings: Settings) -> None:
        """Show every rule."""
        names = {
            one.id: f"{plain_line(one.name)} ({settings.code_of(one.org_id)})"
            for one in settings.calendars
        }
        options: list[tuple[str, object]] = [("Every calendar", "")]
        self.calendar.offer([*options, *((name, id_) for id_, name in names.items())])
        shown = tuple((rule, told_rule(rule, names)) for rule in settings.rules)
        self.none.setVisible(not shown)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for rule, words in shown:
            self._list.addWidget(self._row(rule, words))
            self._list.addWidget(make_rule(self.look))

    def _row(self, rule: Rule, words: str) -> QWidget:
        widget = QWidget()
        widget.setMinimumHeight(self.look.fonts.px(44))
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 4, 0, 4)
        remove = make_icon_button(self.look, "trash-2", f"Remove the rule: {words}")
        remove.clicked.connect(lambda: self._on_remove(rule))
        row.addWidget(make_label(self.look, words), 1)
        row.addWidget(remove)
        return widget

    def say(self, key: str, sentence: str) -> None:
        """Say what is wrong; a new rule that was saved empties its form."""
        super().say(key, sentence)
        if key == _ADD and not sentence:
            self.title.clear()
            for choice in (self.tier, self.all_day, self.counts):
                choice.setCurrentIndex(0)

    @Slot()
    def _on_add(self) -> None:
        rule = Rule(
            "",
            title=self.title.text().strip() or None,
            collection_id=str(self.calendar.currentData() or "") or None,
            tier=self.tier.currentData(),
            all_day=cast(Literal["free", "busy"] | None, self.all_day.currentData()),
            counts=cast(Literal["leave", "no"] | None, self.counts.currentData()),
        )
        self.model.save(_ADD, "Added the rule.", lambda desk, actor: add_rule(desk, actor, rule))

    def _on_remove(self, rule: Rule) -> None:
        self.model.save(
            f"rule:{rule.id}",
            "Removed the rule.",
            lambda desk, actor: remove_rule(desk, actor, rule.id),
        )


def told_rule(rule: Rule, calendars: dict[str, str]) -> str:
    """Return a rule as a sentence: "Titles like “*Board*” in every calendar: tier 1, protected"."""
    where = calendars.get(rule.collection_id or "", "every calendar")
    what = f"Titles like “{plain_line(rule.title)}”" if rule.title else "Everything"
    does = joined(
        (
            f"tier {_TIERS[rule.tier]}" if rule.tier else "",
            f"all-day items {_ALL_DAY[rule.all_day]}" if rule.all_day else "",
            _COUNTS[rule.counts] if rule.counts else "",
        )
    )
    return f"{what} in {where}: {does}"
