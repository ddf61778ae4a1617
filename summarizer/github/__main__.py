"""`python -m summarizer.github STEP`: one step of the action; its inputs are in the environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from summarizer.errors import ProviderError, SummarizerError
from summarizer.github.drafting import draft
from summarizer.github.runner import Runner
from summarizer.github.steps import publish, verdict

STEPS: dict[str, Callable[[Runner], int]] = {"draft": draft, "publish": publish, "verdict": verdict}

EXIT_WRONG_USE = 2
EXIT_PROVIDER = 4
"""As for the command `summarize`."""


def main(arguments: Sequence[str], runner: Runner) -> int:
    """Run the step that is named, and return its exit code; what went wrong is said as an annotation."""
    step = STEPS.get(arguments[0] if len(arguments) == 1 else "")
    if step is None:
        sys.stderr.write(f"usage: python -m summarizer.github {{{'|'.join(STEPS)}}}\n")
        return EXIT_WRONG_USE
    try:
        return step(runner)
    except SummarizerError as error:
        told = " ".join([str(error), *getattr(error, "__notes__", [])])
        runner.say("error", told, title="The digest was not made" if step is draft else "The digest was not published")
        return EXIT_PROVIDER if isinstance(error, ProviderError) else EXIT_WRONG_USE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Runner(os.environ)))
