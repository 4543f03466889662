"""The history of a run as arrays, the way a session file keeps it: the way to where it stands.

Other branches, and what lies ahead, aren't kept: a file holds one way, as one branch. Of states at
least the last one before each stretch of `LONGEST_GAP` steps is needed, so that no step is far.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.arrays import FloatArray, IntArray, frozen
from core.network.parameters import Parameters
from core.training.batches import EpochStart, empty_order
from core.training.branches import Entry
from core.training.run_state import RunState
from core.training.settings import TrainingSettings

MOST_BYTES = 24_000_000  # of states, and of parameters set by hand: in all twice that
LONGEST_GAP = 100_000  # steps between two states
MOST_ENTRIES = 10_000
MOST_STATES = 4096
SETTINGS = ("learning_rate", "batch_size", "momentum", "l2", "decay")
HALF = 2**64
KEYS = 6  # numbers of 64 bits that hold a generator's state


@dataclass(frozen=True, eq=False)
class SavedHistory:
    """States of a run, in the order of their steps, and what was changed from the first one on.

    Attributes
    ----------
    steps, epochs, positions : (k,) int64, as in `RunState`
    settings : (k, 5) float64, in the order of `SETTINGS`
    generators : (k, 6) uint64, of the generator that shuffled the state's epoch
    weights : (k, n_parameters) float32, as in `RunState`
    velocities : (k, n_parameters) float32, zero without momentum; or (0, n_parameters)
    entry_steps : (m,) int64, and entry_settings, (m, 5): where settings or parameters changed
    entry_by_hand : (m,) uint8, 1 where parameters were set by hand
    by_hand : (h, n_parameters) float32, the parameters set, as in `Parameters`
    """

    steps: IntArray
    epochs: IntArray
    positions: IntArray
    settings: FloatArray
    generators: IntArray
    weights: FloatArray
    velocities: FloatArray
    entry_steps: IntArray
    entry_settings: FloatArray
    entry_by_hand: IntArray
    by_hand: FloatArray

    @classmethod
    def of(
        cls, states: list[RunState], entries: list[tuple[Entry, Parameters | None]], step: int
    ) -> SavedHistory | None:
        """Return what fits of the way to a step; None if nothing is worth keeping.

        Parameters
        ----------
        states : in the order of their steps
        entries : in the same order, with what was set by hand
        """
        kept = _fitting(states, step)
        if not kept:
            return None
        since = [pair for pair in entries if pair[0].step >= kept[0].step]
        by_hand = [parameters.vector for _, parameters in since if parameters is not None]
        if len(since) > MOST_ENTRIES or sum(vector.nbytes for vector in by_hand) > MOST_BYTES:
            return None
        count = len(kept[0].weights)
        moving = any(state.velocity is not None for state in kept)
        at_rest = np.zeros(count, np.float32)
        return cls(
            steps=_column([state.step for state in kept], np.int64),
            epochs=_column([state.epoch for state in kept], np.int64),
            positions=_column([state.position for state in kept], np.int64),
            settings=_rows([_numbers(state.settings) for state in kept], 5, np.float64),
            generators=_rows([_keys(state.began.state) for state in kept], KEYS, np.uint64),
            weights=_rows([state.weights for state in kept], count, np.float32),
            velocities=_rows(
                [at_rest if s.velocity is None else s.velocity for s in kept] if moving else [],
                count,
                np.float32,
            ),
            entry_steps=_column([entry.step for entry, _ in since], np.int64),
            entry_settings=_rows([_numbers(entry.settings) for entry, _ in since], 5, np.float64),
            entry_by_hand=_column([int(entry.by_hand) for entry, _ in since], np.uint8),
            by_hand=_rows(by_hand, count, np.float32),
        )

    def states(self, settings: TrainingSettings) -> list[RunState]:
        """Return the states of a run whose seed and images are those of some settings.

        Raises
        ------
        UsageError
            If a state's settings are out of range.
        """
        return [self._state(place, settings) for place in range(len(self.steps))]

    def entries(
        self, settings: TrainingSettings, sizes: tuple[int, ...]
    ) -> list[tuple[Entry, Parameters | None]]:
        """Return what was changed, with the parameters set by hand; raise UsageError likewise."""
        vectors = iter(self.by_hand)
        return [
            (
                Entry(int(step), with_numbers(settings, numbers), bool(by_hand)),
                Parameters(frozen(next(vectors)), sizes) if by_hand else None,
            )
            for step, numbers, by_hand in zip(
                self.entry_steps, self.entry_settings, self.entry_by_hand, strict=True
            )
        ]

    def _state(self, place: int, settings: TrainingSettings) -> RunState:
        mine = with_numbers(settings, self.settings[place])
        epoch = int(self.epochs[place])
        moving = len(self.velocities) > 0 and mine.momentum > 0
        order = None if epoch else empty_order()
        return RunState(
            step=int(self.steps[place]),
            settings=mine,
            weights=frozen(self.weights[place]),
            velocity=frozen(self.velocities[place]) if moving else None,
            epoch=epoch,
            position=int(self.positions[place]),
            began=EpochStart(_generator_state(self.generators[place]), order),
        )


def with_numbers(settings: TrainingSettings, numbers: FloatArray) -> TrainingSettings:
    """Return settings with the five numbers that can change during a run, or raise UsageError."""
    values = dict(zip(SETTINGS, numbers.tolist(), strict=True))
    return replace(settings, **{**values, "batch_size": int(values["batch_size"])})


def _fitting(states: list[RunState], step: int) -> list[RunState]:
    """Return states that fit, about equally far apart, the last ones where too few do."""
    known = [s for s in states if s.step <= step and (s.began.order is None or s.epoch == 0)]
    if not known:
        return []
    most = min(MOST_STATES, MOST_BYTES // max(1, known[0].weights.nbytes))
    if len(known) > most:
        places = np.linspace(0, len(known) - 1, most).astype(int)
        known = [known[place] for place in np.unique(places)]
    if not known:
        return []
    ends = [state.step for state in known[1:]] + [step]
    far = [place for place, state in enumerate(known) if ends[place] - state.step > LONGEST_GAP]
    return known[far[-1] + 1 :] if far else known


def _numbers(settings: TrainingSettings) -> list[float]:
    return [float(getattr(settings, name)) for name in SETTINGS]


def _keys(state: dict[str, Any]) -> list[int]:
    """Return a generator's state as numbers of 64 bits."""
    whole, increment = int(state["state"]["state"]), int(state["state"]["inc"])
    rest = [int(state["has_uint32"]), int(state["uinteger"])]
    return [*divmod(whole, HALF), *divmod(increment, HALF), *rest]


def _generator_state(keys: IntArray) -> dict[str, Any]:
    """Return a generator's state as numpy takes it."""
    high, low, increment_high, increment_low, has_uint32, uinteger = keys.tolist()
    return {
        "bit_generator": "PCG64",
        "state": {"state": high * HALF + low, "inc": increment_high * HALF + increment_low},
        "has_uint32": has_uint32,
        "uinteger": uinteger,
    }


def _column(values: list[int], dtype: type[np.generic]) -> IntArray:
    return frozen(np.array(values, dtype))


def _rows(rows: list[Any], width: int, dtype: type[np.generic]) -> Any:
    """Return rows as a read-only (n, width) array."""
    return frozen(np.array(rows, dtype).reshape(len(rows), width))
