"""`python -m jointdesk`."""

from jointdesk.app.main import main

if __name__ == "__main__":
    raise SystemExit(main())
