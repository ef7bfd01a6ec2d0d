"""What tests of view models share: a demo desk of one's own."""

from tests.demo_desk import demo_file, demo_model, demo_path
from tests.open_desk import opened

__all__ = ["demo_file", "demo_model", "demo_path", "opened"]
