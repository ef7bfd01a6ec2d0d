"""Every key of the window and what it does, as the help lists them."""

from typing import NamedTuple


class ShortcutGroup(NamedTuple):
    """Keys and what they do, under a name."""

    name: str
    rows: tuple[tuple[str, str], ...]


SHORTCUTS = (
    ShortcutGroup(
        "Everywhere",
        (
            ("Alt+1", "Today"),
            ("Alt+2", "Diary"),
            ("Alt+3", "Conflicts"),
            ("Alt+4", "Tasks"),
            ("Alt+5", "Decisions"),
            ("Alt+6", "Bookings"),
            ("Ctrl+O", "Import"),
            ("Ctrl+,", "Settings"),
            ("Ctrl+K", "Search all diaries"),
            ("Ctrl+P", "Print or export what is open"),
            ("Ctrl+B", "New booking"),
            ("Ctrl+Shift+O", "Open another desk"),
            ("F5", "Read all diaries now"),
            ("Ctrl+Z", "Undo"),
            ("Ctrl+Shift+Z or Ctrl+Y", "Redo"),
            ("F6, Shift+F6", "Next or previous area: navigation, view, inspector, status"),
            ("F9", "Open or close the navigation"),
            ("F1 or Ctrl+?", "This list"),
            ("Escape", "Back from the search or this list"),
        ),
    ),
    ShortcutGroup(
        "Diary",
        (
            ("Ctrl+1, 2, 3, 4", "Day, week, work week, agenda"),
            ("Ctrl+T or Home", "Today"),
            ("Page Up, Page Down", "Back, forward"),
            ("Arrows", "Between meetings by time and day"),
            ("Ctrl+Arrows", "Between empty times"),
            ("Enter", "Open in the inspector"),
            ("Space", "Select"),
            ("Ctrl+I", "Full text of the meeting"),
            ("J, Shift+J", "Next, previous conflict"),
            ("Ctrl+Plus, Ctrl+Minus", "Taller, lower hours"),
            ("Ctrl+N", "New meeting, at the marked time or the next free one"),
            ("Shift+Arrows", "Mark an empty time; Enter makes a meeting of it"),
            (
                "Alt+Shift+Arrows",
                "Move the meeting by 15 minutes or a day; up from midnight: all day",
            ),
            ("Ctrl+Shift+Up, Down", "Shorter, longer; by a day what lasts all day"),
            ("Delete", "Delete the meeting; “Deleted meetings” and Undo bring it back"),
            ("Escape", "Let go of what is dragged, take a question back"),
            ("Ctrl+Enter", "Save the meeting that is edited"),
            ("F7", "Show or hide deadlines"),
            ("F8", "Tasks beside the diary, to be dragged onto a time"),
            ("F10", "Open or close the inspector"),
        ),
    ),
    ShortcutGroup(
        "Conflicts",
        (
            ("J, Shift+J", "Next, previous conflict"),
            ("1, 2, 3", "Choose that way to settle it"),
            ("A", "Assign to somebody"),
            ("M", "Mute"),
            ("Enter", "Go to the ways to settle it"),
            ("Escape", "Take a question back"),
        ),
    ),
    ShortcutGroup(
        "Tasks",
        (
            ("Space", "Done, or open again"),
            ("A", "Assign to somebody"),
            ("D", "Defer"),
            ("T", "Keep time in the diary"),
            ("Enter", "Go to the fields of the task"),
            ("Shift+Arrows", "Choose several"),
            ("Delete", "Remove what was made here"),
            ("Ctrl+N", "New task"),
            ("Ctrl+F", "Find in tasks"),
            ("F10", "Open or close the inspector"),
        ),
    ),
    ShortcutGroup(
        "Decisions",
        (
            ("Arrows, Enter", "Between matters; open one, or the decision under the column"),
            ("Ctrl+F", "Find in decisions"),
            ("Ctrl+N", "New matter"),
            ("Escape", "Back from the matter to the register"),
        ),
    ),
    ShortcutGroup(
        "Bookings",
        (
            ("Arrows", "Between the cards and columns of the board"),
            ("Enter", "Go to the steps of the booking"),
            ("1, 2, 3", "Choose that time, or do not any more"),
            ("N or Ctrl+N", "New booking"),
            ("C", "Say something about the booking"),
            ("Delete", "Remove the booking with its holds"),
            ("Ctrl+F", "Find in bookings"),
            ("Escape", "Take a question back"),
        ),
    ),
    ShortcutGroup(
        "Export",
        (
            ("Page Up, Page Down", "Through the preview"),
            ("Arrows", "Between the cells of a table"),
            ("Escape", "Stop, or back from the preview"),
        ),
    ),
)
