"""Keep PySide from reading the source of every module that is imported.

PySide looks for its own name in the source of each module, so that `from __feature__ import …`
can be switched on for those that use it. JointDesk never asks for a feature: all the looking
comes to is a quarter of the time in which our modules are imported.
"""

import importlib

_LOOKS = "_mod_uses_pyside"
"""What looks, in PySide 6.8 to 6.11; it is nobody's interface."""


def leave_sources_unread() -> None:
    """Have PySide take every module for one that uses it; without effect where it never looks."""
    importlib.import_module("PySide6.QtCore")  # without which there is no such module
    feature = importlib.import_module("shibokensupport.feature")
    if hasattr(feature, _LOOKS):
        setattr(feature, _LOOKS, lambda _module: True)
