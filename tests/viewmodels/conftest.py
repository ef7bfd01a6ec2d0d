"""What tests of view models share: a demo desk of one's own."""

from tests.demo_desk import demo_file, demo_model, demo_path

__all__ = ["demo_file", "demo_model", "demo_path"]
