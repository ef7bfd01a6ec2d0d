"""Cyrus IMAP as a calendar server on loopback, from Debian's packages without installing them.

The only server here with working scheduling, and the strictest one. It takes a Debian or Ubuntu
machine, root (the server itself then runs as the user daemon) and a network for the packages, so
tests use it only when asked (WITH_CYRUS=1, see CONTRIBUTING.md).
"""

import imaplib
import os
import shutil
import subprocess
import time
from pathlib import Path

from tests.calendar_servers import Account, CalendarServer, free_port

_PACKAGES = """cyrus-common cyrus-caldav cyrus-imapd libbrotli1 libclamav12 libical3 libjansson4
libmspack0 libnghttp2-14 libpcre3 libsasl2-modules libsasl2-modules-db libshp2 libwrap0
libxapian30 libzephyr4 sasl2-bin""".split()
_ADMIN = "cyrus"
_USERS = 90

_IMAPD = """configdirectory: {0}/var
partition-default: {0}/spool
defaultpartition: default
cyrus_user: daemon
admins: cyrus
allowplaintext: yes
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {0}/var/sasldb2
sasl_mech_list: PLAIN
httpmodules: caldav
caldav_create_default: no
servername: localhost
tls_sessions_db_path: {0}/var/tls.db
"""
_MASTER = """START {{ recover cmd="{1}/ctl_cyrusdb -C {0}/imapd.conf -r" }}
SERVICES {{
 imap cmd="{1}/imapd -C {0}/imapd.conf -U 30" listen="127.0.0.1:{2}" prefork=0
 http cmd="{1}/httpd -C {0}/imapd.conf -U 30" listen="127.0.0.1:{3}" prefork=1
}}
EVENTS {{ }}
"""


def is_wanted() -> bool:
    """True if this run of the tests is to use it."""
    return os.environ.get("WITH_CYRUS") == "1"


def cyrus(folder: Path) -> CalendarServer:
    """Return a Cyrus that keeps its files in the folder, not yet started.

    The folder must be one that the user daemon may enter.
    """
    root = _unpacked(folder)
    programs = root / "usr/lib/cyrus/bin"
    environ = {
        "LD_LIBRARY_PATH": ":".join(sorted({str(one.parent) for one in root.rglob("*.so*")})),
        "SASL_PATH": str(next(root.rglob("libsasldb.so")).parent),
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    }
    imap, http = free_port(), free_port()
    (folder / "imapd.conf").write_text(_IMAPD.format(folder), "utf-8")
    (folder / "cyrus.conf").write_text(_MASTER.format(folder, programs, imap, http), "utf-8")
    for name in ("var", "spool"):
        (folder / name).mkdir()
    for number in range(_USERS):
        _add_user(root, folder, environ, Account(None, f"user{number}"))  # type: ignore[arg-type]
    _add_user(root, folder, environ, Account(None, _ADMIN))  # type: ignore[arg-type]
    subprocess.run(["chown", "-R", "daemon", *(folder / n for n in ("var", "spool"))], check=True)
    config = ["-C", str(folder / "imapd.conf"), "-M", str(folder / "cyrus.conf")]
    return CalendarServer(
        [str(programs / "master"), *config, "-p", str(folder / "var/master.pid")],
        http,
        "dav/calendars/user/{user}/",
        environ=environ,
        prepare=lambda account: _make_home(imap, account),
    )


def _unpacked(folder: Path) -> Path:
    """Fetch the packages and unpack them into the folder."""
    packages, root = folder / "packages", folder / "root"
    packages.mkdir()
    folder.chmod(0o755)
    quiet = {"cwd": packages, "check": True, "capture_output": True}
    subprocess.run(["apt-get", "download", *_PACKAGES], **quiet)  # type: ignore[call-overload]
    for package in packages.glob("*.deb"):
        subprocess.run(["dpkg", "-x", package, root], check=True)
    shutil.rmtree(packages)
    return root


def _add_user(root: Path, folder: Path, environ: dict[str, str], account: Account) -> None:
    command = [root / "usr/sbin/saslpasswd2", "-p", "-c", "-u", "localhost"]
    command += ["-f", folder / "var/sasldb2", account.user]
    subprocess.run(command, input=account.password.encode(), env=environ, check=True)


def _make_home(port: int, account: Account) -> None:
    """Make an account's mailbox, by which its calendars come into being."""
    for _ in range(50):
        try:
            line = imaplib.IMAP4("127.0.0.1", port)
        except OSError:
            time.sleep(0.1)
        else:
            break
    line.login(_ADMIN, Account(account.server, _ADMIN).password)
    assert line.create(f"user/{account.user}")[0] == "OK"
    line.logout()
