"""What is said of readings: all of what somebody asked for, of the others each failure once."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from jointdesk.sync.failures import reason_of_failure
from jointdesk.sync.report import Report
from jointdesk.viewmodels.desk import DeskModel
from jointdesk.viewmodels.import_sources import SourceLine, told_readings
from jointdesk.viewmodels.notices import Notice, Tone


class SyncNotices:
    """Remembers what was said; a failure that goes on is shown by the age of the diary alone."""

    def __init__(self, desk: DeskModel, look_at: Callable[[str], None]) -> None:
        """Say it in the notice bar of a desk; `look_at` shows what a reading would do."""
        self._desk = desk
        self._look_at = look_at
        self._told: dict[str, str] = {}
        self._reports: list[Report] = []
        self._written: list[str] = []

    def know(self, sources: Iterable[SourceLine]) -> None:
        """Take what failed before the window was opened for told."""
        self._told = {one.id: reason_of_failure(one.error) for one in sources if one.error}

    def take(self, report: Report, *, is_asked: bool) -> None:
        """Say at once what went wrong with a reading that nobody asked for, if it is new."""
        reason = reason_of_failure(report.error)
        is_known = self._told.get(report.id, "") == reason
        self._told[report.id] = reason
        if is_asked:
            self._reports.append(report)
        elif not is_known and reason:
            self._desk.noticed.emit(self._notice(report))

    def tell_of_writing(self, sentences: Sequence[str], *, is_asked: bool) -> None:
        """Say what of the changes made here did not go as wanted; with all that was asked for."""
        if is_asked:
            self._written += sentences
        elif sentences:
            self._desk.noticed.emit(Notice(" ".join(sentences), Tone.INFO))

    def _notice(self, report: Report) -> Notice:
        if not report.missing:
            return Notice(report.error, Tone.PROBLEM)
        # The guard has held something back: a person may say that it is right.
        look = partial(self._look_at, report.id)
        return Notice(report.error, Tone.PROBLEM, "Look at it", look)

    def tell_of_all(self, sources: Iterable[SourceLine]) -> None:
        """Say what came of all that was asked for, in one notice, and what could not be asked."""
        reports, self._reports = self._reports, []
        known = list(sources)
        names = {one.id: one.name for one in known}
        told, has_trouble = told_readings(reports, names) if reports else ("", False)
        asked = _told_asked([one for one in known if one.asked])
        written, self._written = " ".join(self._written), []
        words = " ".join(filter(None, (told, asked, written))) or "There is no diary to be read."
        tone = Tone.PROBLEM if has_trouble else Tone.DONE if told else Tone.INFO
        held = [one for one in reports if one.error and one.missing]
        if len(reports) == 1 and held:
            self._desk.noticed.emit(self._notice(held[0]))
        else:
            self._desk.noticed.emit(Notice(words, tone))


def _told_asked(sources: list[SourceLine]) -> str:
    if not sources:
        return ""
    what = " or ".join(sorted({one.asked for one in sources}))
    return (
        f"Not read, because the {what} is kept nowhere:"
        f" {', '.join(one.name for one in sources)}. Give it on the import page."
    )
