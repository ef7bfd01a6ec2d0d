"""The rows of the tasks page under their headings, for a list."""

from jointdesk.viewmodels.headed_list import SectionListModel
from jointdesk.viewmodels.task_rows import Section, TaskRow


class TaskListModel(SectionListModel[TaskRow]):
    """Headings and rows, one a line."""

    def show(self, sections: list[Section]) -> None:
        """Take other rows."""
        self.show_sections(sections)
