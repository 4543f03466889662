"""Nudges: the command line. It opens the window, or runs a verb without one.

Every Python 3 can read this file, to say in words that it is too old: the syntax stays plain.
Nothing imports Qt before the window, or a picture of it, is asked for.
"""

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from core.verbs.arguments import RenderOptions

if sys.version_info < (3, 10):  # noqa: UP036
    sys.stderr.write(
        "nudges: error: Nudges needs Python 3.10 or newer, and this is {}.{}: "
        "run it with a newer one, such as python3.12 main.py\n".format(*sys.version_info[:2])
    )
    sys.exit(1)

# For matrices this small a second thread costs more than it brings, and changes the last bits.
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")  # read when numpy is imported, which is below


def main() -> int:
    """Do what the command line asks for; return the exit code, every error told in one line."""
    from core.verbs.messages import guarded

    return guarded(perform)


def perform() -> int:
    """Run a verb, or open the window and return when it is closed."""
    from core.verbs import arguments, dispatch

    options = arguments.parse(sys.argv[1:])
    dispatch.limit_blas_threads()
    if isinstance(options, arguments.WindowOptions):
        dispatch.require_session_file(options.session)
        return open_window(options.session)
    if isinstance(options, arguments.RenderOptions):
        dispatch.prepare_render(options)
        return draw_window(options)
    return dispatch.run_verb(options)


def open_window(session: "Path | None") -> int:
    """Open the window, if there is a display for it, with a session or without."""
    gc.disable()  # what is made for the window stays; `gui.garbage` takes over once it is open
    from gui import display

    display.require_qt()
    display.require_display()
    from gui.application import run

    return run(session)


def draw_window(options: "RenderOptions") -> int:
    """Draw the window into a picture, on no display at all."""
    from gui import display

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    display.require_qt()
    from gui.render import render

    render(options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
