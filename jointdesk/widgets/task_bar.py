"""The two bars over the tasks: which are listed, in what order, and the words that are sought."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from jointdesk.viewmodels.task_rows import Grouping
from jointdesk.viewmodels.tasks import TasksModel
from jointdesk.widgets.controls import SegmentedControl, make_button
from jointdesk.widgets.flowing import FlowingRow
from jointdesk.widgets.fonts import Text, Weight
from jointdesk.widgets.forms import Choice
from jointdesk.widgets.labels import make_label
from jointdesk.widgets.look import Look
from jointdesk.widgets.search_button import SearchButton
from jointdesk.widgets.search_field import SearchField


class TaskToolbar(QWidget):
    """Whose tasks, open or done; the search and a new task.

    Signals:
        search_requested, new_requested: wishes.
    """

    search_requested = Signal()
    new_requested = Signal()

    def __init__(self, look: Look, model: TasksModel) -> None:
        """Follow the model."""
        super().__init__()
        self._model = model
        self.whose = SegmentedControl(("Mine", "All"), "Whose tasks")
        self.state = SegmentedControl(("Open", "Done"), "Open or done")
        self.new = make_button(look, "New task", "plus", "primary")
        row = FlowingRow(self)
        row.setContentsMargins(20, 11, 16, 11)
        row.addWidget(make_label(look, "Tasks", Text.PAGE, Weight.SEMI_BOLD, wraps=False))
        ink = look.theme.ink2
        self._count = make_label(look, "", Text.PAGE, colour=ink, wraps=False)
        row.addWidget(self._count)
        row.add_at_end(self.whose)
        row.addWidget(self.state)
        search = SearchButton(look)
        search.clicked.connect(self.search_requested)
        row.addWidget(search)
        row.addWidget(self.new)
        self.new.clicked.connect(self.new_requested)
        self.whose.choice_changed.connect(self._on_choice)
        self.state.choice_changed.connect(self._on_choice)
        model.listed.connect(self._on_listed)
        self._on_listed()

    @Slot()
    def _on_choice(self) -> None:
        model = self._model
        is_mine, is_done = self.whose.choice() == 0, self.state.choice() == 1
        model.show(model.listing._replace(is_mine=is_mine, is_done=is_done))

    @Slot()
    def _on_listed(self) -> None:
        model, listing = self._model, self._model.listing
        self.whose.take(0 if listing.is_mine else 1)
        self.state.take(1 if listing.is_done else 0)
        if model.tasks is not None:
            mine, every = model.counts()
            self.whose.rename(0, f"Mine {mine:,}")
            self.whose.rename(1, f"All {every:,}")
            late = sum(row.is_late for row in model.tasks.listed(listing))
            self._count.setText(f"{late:,} overdue" if late else "")


class TaskBar(QWidget):
    """Words, grouping and organisation.

    Signals:
        left: the keyboard may go back to the list.
    """

    left = Signal()

    def __init__(self, look: Look, model: TasksModel) -> None:
        """Filter a model's rows."""
        super().__init__()
        self._model = model
        self.field = SearchField("tasks", self._seek)
        self.field.setFixedWidth(look.fonts.px(260))
        names = ("By due day", "By organisation", "By owner")
        self.grouping = SegmentedControl(names, "How tasks are grouped")
        self.org = Choice()
        self.org.setAccessibleName("Organisation")
        self.org.setMinimumContentsLength(18)
        row = FlowingRow(self)
        row.setContentsMargins(6, 4, 6, 6)
        row.addWidget(self.field)
        row.addWidget(self.grouping)
        row.addWidget(self.org)
        self._connect()
        self._on_read()

    def _connect(self) -> None:
        model = self._model
        model.read.connect(self._on_read)
        model.listed.connect(self._on_listed)
        self.grouping.choice_changed.connect(
            lambda choice: model.show(model.listing._replace(grouping=Grouping(choice)))
        )
        self.org.activated.connect(
            lambda place: model.show(model.listing._replace(org=self.org.itemData(place)))
        )
        self.field.left.connect(self.left)

    @Slot()
    def _on_read(self) -> None:
        options: list[tuple[str, object]] = [("All organisations", "")]
        if self._model.tasks is not None:
            options += [(one.name, one.id) for one in self._model.tasks.organisations]
        self.org.offer(options, self._model.listing.org)
        self._on_listed()

    @Slot()
    def _on_listed(self) -> None:
        listing = self._model.listing
        self.grouping.take(listing.grouping)
        self.org.setCurrentIndex(max(0, self.org.findData(listing.org)))
        self.field.show_words(listing.words)

    def _seek(self, words: str) -> None:
        self._model.show(self._model.listing._replace(words=words))
