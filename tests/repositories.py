"""A newsletter's repository for tests: a bare remote, a shallow checkout of it as an action gets it, and an editor.

world = made_world(tmp_path, {"urls.txt": "https://…\n"})
world.checkout       # what actions/checkout leaves: the tip of the default branch, detached from nothing
world.files("main")  # path → text, of a branch on the remote
world.edits("digest/2026-W48", {"digests/2026-W48.md": "…"})   # a person commits and pushes
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@tideway.example",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@tideway.example",
}


def git(folder: Path, *arguments: str) -> str:
    """Return what git prints. Raises CalledProcessError."""
    environment = {**os.environ, **NOBODY}
    command = ["git", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True).stdout


class World(NamedTuple):
    """The repository on both sides."""

    bare: Path
    checkout: Path
    desk: Path
    """Where the editor works."""

    def branches(self) -> list[str]:
        """Return the branches on the remote."""
        return git(self.bare, "for-each-ref", "--format=%(refname:short)", "refs/heads").split()

    def files(self, branch: str) -> dict[str, str]:
        """Return the files of a branch on the remote."""
        names = git(self.bare, "ls-tree", "-r", "-z", "--name-only", branch).split("\0")
        return {name: git(self.bare, "show", f"{branch}:{name}") for name in names if name}

    def log(self, branch: str) -> list[str]:
        """Return the authors of a branch's commits, newest first."""
        return git(self.bare, "log", "--format=%an", branch).splitlines()

    def edits(self, branch: str, files: Mapping[str, str], *, amend: bool = False) -> None:
        """Have a person change files of a branch, as a commit of their own or within the last one."""
        git(self.desk, "fetch", "--quiet", "origin")
        git(self.desk, "checkout", "--quiet", "-B", branch, f"origin/{branch}")
        for name, text in files.items():
            place = self.desk / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode())
        git(self.desk, "add", "--all")
        git(self.desk, "commit", "--quiet", *(["--amend", "--no-edit"] if amend else ["-m", "Edit"]))
        git(self.desk, "push", "--quiet", "--force", "origin", branch)

    def merges(self, branch: str, *, squash: bool = False, delete: bool = False) -> None:
        """Have a person merge a branch into main, as GitHub's button does it."""
        git(self.desk, "fetch", "--quiet", "origin")
        git(self.desk, "checkout", "--quiet", "-B", "main", "origin/main")
        git(
            self.desk, "merge", "--quiet", *(["--squash"] if squash else ["--no-ff", "-m", "Merge"]), f"origin/{branch}"
        )
        if squash:
            git(self.desk, "commit", "--quiet", "-m", "Squashed")
        git(self.desk, "push", "--quiet", "origin", "main")
        if delete:
            git(self.bare, "branch", "-D", branch)

    def copied(self, folder: Path) -> World:
        """Return a copy of all of it in `folder`."""
        copy = World(folder / self.bare.name, folder / self.checkout.name, folder / self.desk.name)
        for old, new in zip(self, copy, strict=True):
            shutil.copytree(old, new)
        for place in (copy.checkout, copy.desk):
            config = place / ".git" / "config"
            config.write_text(config.read_text().replace(str(self.bare.parent), str(folder)))
        return copy

    def checks_out(self) -> Path:
        """Make the checkout anew, as the next run finds it."""
        shutil.rmtree(self.checkout, ignore_errors=True)
        git(self.bare.parent, "clone", "--quiet", "--depth=1", self.bare.as_uri(), str(self.checkout))
        return self.checkout


def made_world(folder: Path, files: Mapping[str, str]) -> World:
    """Return a repository whose default branch is `main` and holds `files`."""
    world = World(folder / "remote.git", folder / "checkout", folder / "desk")
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(world.bare))
    git(folder, "clone", "--quiet", str(world.bare), str(world.desk))
    git(world.desk, "checkout", "--quiet", "-b", "main")
    for name, text in files.items():
        (world.desk / name).parent.mkdir(parents=True, exist_ok=True)
        (world.desk / name).write_bytes(text.encode())
    git(world.desk, "add", "--all")
    git(world.desk, "commit", "--quiet", "-m", "Begin")
    git(world.desk, "push", "--quiet", "origin", "main")
    world.checks_out()
    return world
