"""Adding the extension to a person's LibreOffice, and taking it out again."""

from __future__ import annotations

import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from leadbook.errors import CannotWrite
from leadbook.hosts.libreoffice.extension import own_site, write_extension
from leadbook.hosts.libreoffice.interface import IDENTIFIER
from leadbook.hosts.libreoffice.office import (
    assert_new_enough,
    find_office,
    find_python,
    own_profile,
    run,
    why_not,
)
from leadbook.language.messages import message

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Sequence

    from leadbook.hosts.libreoffice.office import Office, Python
    from leadbook.language.messages import Message

__all__ = ["OLDEST_PYTHON", "Installed", "install", "uninstall"]

OLDEST_PYTHON = (3, 11)
"""As in pyproject.toml."""
_LOG = "leadbook.log"
"""As in component.txt: why LibreOffice could not load leadbook."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What was installed.

    Attributes:
        office: The LibreOffice that has the functions now.
        python: Its Python, in which leadbook was imported as a trial.
    """

    office: Office
    python: Python


def install(*, folders: Sequence[Path] = (), profile: Path | None = None) -> Installed:
    """Add the extension, or put it in the place of an older one.

    Args:
        folders: Where LibreOffice's Python finds leadbook; this Python's own when empty.
        profile: LibreOffice profile; the person's own when absent.

    Raises:
        CannotWrite: LibreOffice is absent, too old or open, or its Python cannot load leadbook.
    """
    office = find_office()
    assert_new_enough(office)
    python = find_python(office)
    where = tuple(folders) or own_site()
    if reason := why_not(python, where):
        raise CannotWrite(_not_loaded(python, reason))
    with tempfile.TemporaryDirectory() as folder:
        extension = write_extension(Path(folder), where)
        _unopkg(office, profile, "add", "--force", str(extension))
    return Installed(office, python)


def uninstall(*, profile: Path | None = None) -> bool:
    """Take the extension and its log out; LibreOffice knows nothing of it then.

    A temporary copy may stay in the profile until LibreOffice tidies that up itself.

    Args:
        profile: LibreOffice profile; the person's own when absent.

    Returns:
        Whether it was there.

    Raises:
        CannotWrite: LibreOffice is absent or open.
    """
    office = find_office()
    with suppress(OSError):
        ((profile or own_profile()) / "user" / _LOG).unlink()
    if IDENTIFIER not in _unopkg(office, profile, "list").stdout:
        return False
    _unopkg(office, profile, "remove", IDENTIFIER)
    return True


def _not_loaded(python: Python, reason: str) -> Message:
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    if tuple(map(int, python.version.split("."))) < OLDEST_PYTHON:
        return message(
            "LibreOffice runs Python {theirs}, and leadbook needs Python {oldest} or newer; "
            "install a newer LibreOffice",
            theirs=python.version,
            oldest="{}.{}".format(*OLDEST_PYTHON),
        )
    if python.version != own:
        return message(
            "LibreOffice runs Python {theirs}, this is Python {own}, and both must be the same "
            "version ({reason}); run pip install --target FOLDER --python-version {theirs} "
            "--only-binary=:all: leadbook, then leadbook libreoffice install --site FOLDER",
            theirs=python.version,
            own=own,
            reason=reason,
        )
    return message(
        "the Python of LibreOffice, {program}, cannot load leadbook ({reason}); install leadbook "
        "for this Python again, or name the folder of its packages with --site",
        program=str(python.program),
        reason=reason,
    )


def _unopkg(
    office: Office, profile: Path | None, command: str, *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Let LibreOffice's manager of extensions do something."""
    place = [f"-env:UserInstallation={profile.absolute().as_uri()}"] if profile else []
    done = run([office.unopkg, command, *place, *arguments])
    if done.returncode != 0:
        said = " ".join((done.stderr or done.stdout).split()).rstrip(".")
        raise CannotWrite(
            message(
                "LibreOffice refuses ({reason}); close every window of LibreOffice, be the person "
                "who uses it (not root), and try again",
                reason=said,
            )
        )
    return done
