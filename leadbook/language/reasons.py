"""Why the system refused: what Python says in English of every file, said in words of ours."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from leadbook.language.messages import message

if TYPE_CHECKING:
    from leadbook.language.messages import Message

__all__ = ["why"]

_REASONS = {
    errno.ENOENT: message("there is no such file or folder"),
    errno.EACCES: message("the permission is missing"),
    errno.EPERM: message("the permission is missing"),
    errno.EISDIR: message("it is a folder"),
    errno.ENOTDIR: message("it is no folder"),
    errno.EEXIST: message("a file of that name is there already"),
    errno.ENOTEMPTY: message("a folder of that name is there already"),
    errno.ENOSPC: message("the disk is full"),
    errno.EROFS: message("the disk is read-only"),
    errno.EBUSY: message("another program has it open"),
    errno.ENAMETOOLONG: message("the name is too long"),
    errno.EINVAL: message("the name has signs that are not allowed"),
}
_IN_USE = frozenset({32, 33})
"""What Windows says of a file that another program holds; Python calls that a permission, too."""


def why(error: OSError) -> Message | str:
    """Say why the system refused to read or write; a rare reason in the system's own words.

    >>> str(why(PermissionError(errno.EACCES, "Permission denied")))
    'the permission is missing'
    >>> why(OSError("a stranger's reason"))
    "a stranger's reason"
    """
    number = errno.EBUSY if getattr(error, "winerror", None) in _IN_USE else error.errno
    return _REASONS.get(number or 0, error.strerror or str(error) or type(error).__name__)
