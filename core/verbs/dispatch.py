"""From parsed options to the verb that does the work."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import threadpoolctl

from core.errors import UsageError
from core.storage.opening import shown
from core.storage.session import require_session
from core.verbs.arguments import (
    CheckOptions,
    ExplainOptions,
    RenderOptions,
    TrainOptions,
)
from core.verbs.messages import raise_on_termination
from core.verbs.outputs import require_writable
from core.verbs.parsers import VERBS


def limit_blas_threads() -> None:
    """Let numpy's matrix products run on one thread, whatever the environment says.

    For matrices this small a second thread costs more than it brings, and changes the last bits.
    """
    threadpoolctl.threadpool_limits(1, user_api="blas")


def run_verb(options: TrainOptions | ExplainOptions | CheckOptions) -> int:
    """Run a verb that needs no Qt; return its exit code, or raise a NudgesError."""
    raise_on_termination()
    if isinstance(options, TrainOptions):
        from core.verbs.train import train

        return train(options)
    if isinstance(options, ExplainOptions):
        from core.verbs.explain import explain

        return explain(options)
    from core.verbs.check import check

    return check(options)


def prepare_render(options: RenderOptions) -> None:
    """Refuse a picture that can't be written, before Qt is started for it.

    Raises
    ------
    CannotWriteError
        If that is so.
    """
    raise_on_termination()
    require_writable([options.out])


def require_session_file(path: Path | None) -> None:
    """Refuse what isn't a file, or by its looks no session, before the window opens.

    Raises
    ------
    UsageError
        If the word looks like a mistyped verb.
    BadFileError
        If there is no such file, it can't be read, or it is no session file.
    """
    if path is None:
        return
    word = str(path)
    if re.fullmatch(r"[A-Za-z_-]+", word) and not path.exists():
        near = difflib.get_close_matches(word.lower(), VERBS, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the verbs are {', '.join(VERBS)}"
        raise UsageError(f"{shown(path)} is neither a verb nor a session file: {hint}")
    require_session(path)
