"""The scenes in which requests are added up, one neuron's after another's, into desires."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.arrays import FloatArray
from core.explain.full_walk import FullStep
from gui.explain.moment import Moment
from gui.explain.scene_parts import (
    ARRIVAL,
    FAINT,
    FULL,
    arrows_at,
    focus_of,
    lights_at,
    names_at,
    pulse_at,
    with_connections,
)
from gui.network_view.scene import Arrows, NeuronId, Scene

EARLIER = 0.35  # light of the requests that were added before


def adding_scene(rest: Scene, moment: Moment) -> Scene:
    """Light the requests added by this step, and let the sums they go to grow."""
    arrived = float(np.clip((moment.alpha - ARRIVAL) / (1 - ARRIVAL), 0, 1))
    return replace(
        _requests(rest, moment),
        row_lights=_row_lights(rest, moment),
        arrows=(_askers(moment), _sums(moment, arrived)),
        partner=_asker(moment),
        pulse=pulse_at(moment.requests.layer, False, moment.alpha),
    )


def desires_scene(rest: Scene, moment: Moment) -> Scene:
    """Show all that a layer asks of the layer before, and the sums: desires, hollow.

    Where the requests were added one by one, all is there already; else they come with a pulse.
    """
    if isinstance(moment.step, FullStep):
        return replace(
            _requests(rest, moment),
            row_lights=_row_lights(rest, moment),
            arrows=(_askers(moment), _sums(moment, 1.0)),
        )
    arrived = float(np.clip((moment.alpha - ARRIVAL) / (1 - ARRIVAL), 0, 1))
    desires = moment.derivation.desires[moment.step.layer]
    growing = replace(moment, alpha=arrived)
    return replace(
        _requests(rest, moment),
        arrows=(
            _askers(moment),
            arrows_at(desires, moment.step.layer, growing, True, "desire"),
        ),
        pulse=pulse_at(moment.step.layer + 1, False, moment.alpha),
    )


def _requests(rest: Scene, moment: Moment) -> Scene:
    """Return the scene with the requests of a layer on its connections."""
    above = moment.derivation.layer(moment.step.layer + 1)
    scene = with_connections(rest, above.index, above.contributions, moment)
    return replace(
        scene,
        connection_names=names_at(rest, above.index, "request"),
        connection_lights=lights_at(rest, above.index, others=FAINT),
        focus=focus_of(moment),
    )


def _askers(moment: Moment) -> Arrows:
    """Return what the neurons that ask desire themselves."""
    derivation, layer = moment.derivation, moment.requests.layer
    wishes = derivation.output_wishes
    asking = wishes if layer == derivation.depth else derivation.desires[layer]
    return arrows_at(asking, layer, replace(moment, alpha=1.0), hollow=True, name="desire")


def _asker(moment: Moment) -> NeuronId | None:
    """Return the neuron that asks at this very step, if it is one."""
    return NeuronId(moment.requests.layer, moment.newest[0]) if len(moment.newest) == 1 else None


def _row_lights(rest: Scene, moment: Moment) -> tuple[FloatArray | None, ...]:
    """Return full light for who asks now, less for who asked before, none for all others."""
    sums, audible = moment.requests, moment.audible
    by_neuron = np.zeros(len(sums.order))
    by_neuron[sums.order[: moment.added]] = EARLIER if moment.newest else FULL
    by_neuron[list(moment.newest)] = FULL
    rows = (by_neuron * audible)[moment.shown[sums.layer]]
    return tuple(rows if layer == sums.layer else None for layer in range(1, rest.depth + 1))


def _sums(moment: Moment, arrived: float) -> Arrows:
    """Return the sums after this step; before its requests have arrived, on their way there.

    All steps of one addition share one scale: the largest sum that any of them reaches.
    """
    sums, added = moment.requests, moment.added
    running = sums.running if moment.all_heard else sums.running_of(moment.audible)
    before = running[added - len(moment.newest)] if moment.newest else running[added]
    after = running[added]
    places = moment.shown[moment.step.layer]
    values = after if arrived >= 1 else before + arrived * (after - before)
    scale = float(np.abs(sums.running[:, places]).max(initial=0.0))
    return Arrows(moment.step.layer, values[places], scale, True, _name(moment))


def _name(moment: Moment) -> str:
    """Return what the sums are called: desires, once all are added and all are heard."""
    whole = moment.added == len(moment.requests.order) and moment.all_heard
    return "desire" if whole else "sum so far" if moment.all_heard else "sum of those heard"
