"""The verb `explain`: write one example's whole derivation to an .npz file, in float64."""

from __future__ import annotations

from core.errors import ExitCode
from core.explain.export import save_npz
from core.storage.opening import shown
from core.verbs.arguments import ExplainOptions
from core.verbs.messages import say
from core.verbs.outputs import require_writable
from core.verbs.source import derivation_of


def explain(options: ExplainOptions) -> int:
    """Derive the example and write the file."""
    require_writable([options.out])
    count = save_npz(options.out, derivation_of(options.example))
    say(f"wrote    {shown(options.out)}, {count} arrays")
    return ExitCode.DONE
