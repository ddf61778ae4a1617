"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import tempfile
import time
from contextlib import suppress
from pathlib import Path

PREFIX, SUFFIX = ".summarize-", ".part"
"""Of a file that is being written."""
LEFT_SECONDS = 3600.0
"""Age from which on such a file belongs to a run that was killed: writing one takes no second."""


def check_writable(path: Path) -> None:
    """Return if `write_whole` could write `path` now, which is worth knowing before a run and not after it.

    Leaves nothing behind. Raises OSError saying what is in the way.
    """
    target = path.resolve()
    if target.is_dir():
        raise _error(errno.EISDIR, path)
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    if target.exists() and not (target.stat().st_mode & 0o222 and os.access(target, os.W_OK)):
        raise _error(errno.EACCES, path)  # a file that is read-only is meant to stay, even where renaming would do
    folder = next(parent for parent in target.parents if parent.exists())
    if not folder.is_dir():
        raise _error(errno.ENOTDIR, folder)
    # Permissions alone do not tell: a file system may be read-only or full, and root may do nearly everything.
    tempfile.TemporaryFile(dir=folder).close()


def _error(number: int, path: Path) -> OSError:
    return OSError(number, os.strerror(number), str(path))


def write_whole(path: Path, content: str | bytes, *, private: bool = False) -> None:
    """Write `content` to `path`, text in UTF-8, whole or not at all: to a temporary file that then replaces it.

    Makes the folder if need be; follows a symbolic link. What is `private` nobody else on the machine can read, nor a
    folder that is made for it. Raises OSError, with the old file intact.
    """
    target = path.resolve()
    target.parent.mkdir(mode=0o700 if private else 0o777, parents=True, exist_ok=True)
    part = target.parent / f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}"
    kept = target.stat().st_mode & 0o777 if target.exists() and not private else None
    mode = 0o600 if private else 0o666 if kept is None else kept
    try:
        # The umask of the moment takes from a new file's mode what it would from any other's.
        with open(part, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        if kept is not None:
            part.chmod(kept)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Remove from `folder` what runs that were killed in the middle of writing have left; nothing of anybody else's.

    Never raises: a file that cannot be removed stays.
    """
    with suppress(OSError):
        for path in folder.glob(f"{PREFIX}*{SUFFIX}"):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > LEFT_SECONDS:
                    path.unlink()


def prune(folder: Path, pattern: str, most_bytes: int) -> None:
    """Remove the oldest files of `folder` that match `pattern`, so that the others have `most_bytes` at most together.

    Never raises: a file that cannot be removed stays.
    """
    files = []
    for path in folder.glob(pattern):
        with suppress(OSError):  # another run may have removed it
            about = path.stat()
            files.append((about.st_mtime, about.st_size, path))
    kept = 0
    for _, size, path in sorted(files, reverse=True):
        kept += size
        if kept > most_bytes:
            with suppress(OSError):
                path.unlink(missing_ok=True)
