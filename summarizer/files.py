"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

PREFIX, SUFFIX = ".summarize-", ".part"
"""Of a file that is being written."""
LEFT_SECONDS = 3600.0
"""Age from which on such a file belongs to a run that was killed: writing one takes no second."""


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask


_UMASK = _umask()
"""Read once: it can only be read by changing it, for all threads, some of which may be making files."""


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
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=PREFIX, suffix=SUFFIX)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o600 if private else _mode(target))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
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


def _mode(path: Path) -> int:
    """Return the permissions a plain `open` would have left: those of the old file, else by the umask."""
    return path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_UMASK
