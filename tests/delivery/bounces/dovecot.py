"""A real IMAP server on loopback: Debian's dovecot-imapd, in the foreground, with its own directories."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

BINARY = shutil.which("dovecot") or ("/usr/sbin/dovecot" if Path("/usr/sbin/dovecot").exists() else None)
PASSWORD = "only-for-tests"
_CONFIGURATION = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
listen = 127.0.0.1
protocols = imap
ssl = yes
ssl_cert = <{home}/certificate.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = no
mail_location = maildir:{home}/mail/%u
first_valid_uid = 1
default_internal_user = {server}
default_internal_group = {server_group}
default_login_user = {login}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {secure_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
auth_failure_delay = 0
service stats {{
  chroot =
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
{more}
"""


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


class Dovecot:
    """``with Dovecot() as server``; ``more`` is added to its configuration. Any user may sign in with ``PASSWORD``."""

    def __init__(self, more: str = "") -> None:
        self.port, self.secure_port = _free_port(), _free_port()
        self.home = Path(tempfile.mkdtemp(prefix="heliograph-imap-"))
        self._more = more

    def __enter__(self) -> Dovecot:
        self.home.chmod(0o755)
        self._make_certificate()
        self._write_configuration()
        command = [BINARY, "-F", "-c", str(self.home / "dovecot.conf")]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._wait()
        return self

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.wait(10)
        shutil.rmtree(self.home)

    @property
    def certificate(self) -> Path:
        return self.home / "certificate.pem"

    def url(self, user: str, scheme: str = "imap", password: str = PASSWORD, folder: str = "") -> str:
        port = self.secure_port if scheme == "imaps" else self.port
        return f"{scheme}://{user}:{password}@127.0.0.1:{port}/{folder}"

    def client(self, user: str) -> imaplib.IMAP4:
        """A person's mail program."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        try:
            client.login(user, PASSWORD)
        except imaplib.IMAP4.error:
            client.shutdown()
            raise
        return client

    def _make_certificate(self) -> None:
        kind = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
        names = ["-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"]
        files = ["-keyout", str(self.home / "key.pem"), "-out", str(self.certificate)]
        subprocess.run(["openssl", *kind.split(), *names, *files], check=True, capture_output=True)

    def _write_configuration(self) -> None:
        """Started by root, the mails are those of the user ``mail``; else all is the one user's who runs the tests."""
        own = pwd.getpwuid(os.geteuid())
        mail = pwd.getpwnam("mail") if own.pw_uid == 0 else own
        server = "dovecot" if own.pw_uid == 0 else own.pw_name
        login = "dovenull" if own.pw_uid == 0 else own.pw_name
        group = grp.getgrgid(pwd.getpwnam(server).pw_gid).gr_name
        (self.home / "mail").mkdir()
        os.chown(self.home / "mail", mail.pw_uid, mail.pw_gid)
        ports = {"port": self.port, "secure_port": self.secure_port}
        users = {"server": server, "server_group": group, "login": login, "uid": mail.pw_uid, "gid": mail.pw_gid}
        text = _CONFIGURATION.format(home=self.home, password=PASSWORD, more=self._more, **ports, **users)
        (self.home / "dovecot.conf").write_text(text)

    def _wait(self) -> None:
        until = time.monotonic() + 10
        while time.monotonic() < until and self._process.poll() is None:
            try:
                self.client("nobody").logout()
            except (OSError, imaplib.IMAP4.error):
                time.sleep(0.02)
            else:
                return
        log = self.home / "log"
        said = log.read_text() if log.exists() else "dovecot did not start"
        self.__exit__()
        raise RuntimeError(said)
