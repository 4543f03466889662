"""What is said of a map or of a line through the cost surface, with its own numbers."""

from __future__ import annotations

from math import isfinite

from core.landscape.line import Slice
from core.landscape.path import PathOnPlane
from core.landscape.survey import Kind, Survey
from gui.widgets.numbers import compact, percent, whole

NO_PATH = (
    "No path yet: train some mini-batches.",
    "How the run came here isn't known: train some mini-batches, and their path is drawn.",
)


def data_words(survey: Survey) -> str:
    """Return what a map was computed on, where, and how finely."""
    grid, order = survey.grid, survey.order
    gaps = f" {whole(grid.gaps)} points have no finite cost and stay empty." if grid.gaps else ""
    racing = order.kind is Kind.RACE
    where = "the common start" if racing else f"the network after {whole(order.step)} mini-batches"
    return (
        f"Mean cost over {order.sample.name}, at {grid.count} × {grid.count} points, through"
        f" {where} (ringed, cost {compact(survey.cost, 4)}); smooth between them.{gaps}"
    )


def step_words(survey: Survey) -> str:
    """Return how much of the way downhill the plane shows."""
    size = survey.gradient_size
    if size == 0:
        return "The gradient is zero here."
    inside = float((survey.gradient_inside**2).sum() ** 0.5)
    step = survey.order.learning_rate * size
    return (
        f"The gradient is {compact(size)} long, {percent(inside / size)} of it within this plane;"
        f" at learning rate {survey.order.learning_rate:g} a step goes {compact(step)} far"
        " (arrow, as far as it lies in the plane)."
    )


def path_words(survey: Survey) -> str:
    """Return how far the path is from the plane, and where the two costs differ most."""
    if survey.order.kind is Kind.RACE:
        return walked_words(survey)
    path = survey.path
    if path is None or len(path.steps) < 2:
        return NO_PATH[survey.order.step > 0] if survey.complete else ""
    farthest = path.farthest
    true, below = float(path.costs[farthest]), float(path.below[farthest])
    return (
        f"{whole(len(path.steps))} points of the path, each in the colour of its own cost."
        f" {percent(path.share_inside)} of the path's length lies in this plane. Farthest from it:"
        f" step {whole(path.steps[farthest])}, {compact(float(path.distances[farthest]))} away;"
        f" its cost is {compact(true, 4)}, that of the plane below it {compact(below, 4)}."
    )


def walked_words(survey: Survey) -> str:
    """Return for each walker of a race how much of its way the plane holds, and where it ends."""
    if not survey.walked:
        return ""
    names = [each.name for each in survey.order.walked if len(each.path)]
    told = [walker_words(*each) for each in zip(names, survey.walked, strict=True)]
    return f"Points of the paths have the colours of their own cost. {' '.join(told)}"


def walker_words(name: str, path: PathOnPlane) -> str:
    """Return how much of a walker's way the plane holds, how far off it is, and where it ends."""
    far, start = path.farthest, name[0].upper() + name[1:]
    if len(path.steps) < 2:
        return f"{start}: no further point is known."
    return (
        f"{start}: {percent(path.share_inside)} of the length lies in this plane; farthest from it"
        f" at step {whole(path.steps[far])}, {compact(float(path.distances[far]))} away, where the"
        f" cost is {compact(float(path.costs[far]), 4)} and that of the plane below"
        f" {compact(float(path.below[far]), 4)}; after {whole(path.steps[-1])} steps the cost is"
        f" {compact(float(path.costs[-1]), 4)}."
    )


def place_words(survey: Survey, a: float, b: float, cost: float | None) -> str:
    """Return coordinates and cost of a place of the map."""
    value = "no finite cost" if cost is None else f"cost ≈ {compact(cost)}"
    first, second = survey.plane.names
    return f"{compact(a)} along {first}, {compact(b)} along {second}: {value}"


def slice_words(found: Slice, learning_rate: float) -> str:
    """Return what the slope promises for the step, and what the step brings."""
    change = found.cost_after - found.cost
    promised = found.slope * found.step
    kept = ""
    if isfinite(change) and promised:
        kept = f" {percent(change / promised)} of what the slope promised."
        if change > 0:
            kept = " The step goes too far: the cost rises."
    return (
        f"Backpropagation's gradient is {compact(-found.slope, 4)} long, so downhill the cost falls"
        f" by {compact(-found.slope, 4)} per unit of distance, at first (dashed). Learning rate"
        f" {learning_rate:g} goes {compact(found.step)} far: predicted cost"
        f" {compact(found.predicted, 4)}, true cost {compact(found.cost_after, 4)}.{kept}"
    )


def slice_data_words(found: Slice, step: int) -> str:
    """Return what a line was computed on."""
    gaps = int((~(abs(found.costs) < float("inf"))).sum())
    gap = f" {gaps} points have no finite cost and are left out." if gaps else ""
    return (
        f"Mean cost over {found.sample_name}, along minus its gradient, through the network after"
        f" {whole(step)} mini-batches (cost {compact(found.cost, 4)}).{gap}"
    )


def visit_words(survey: Survey, a: float, b: float, cost: float) -> str:
    """Return whose network the picture shows."""
    away = compact((a * a + b * b) ** 0.5)
    other = "the race's start" if survey.order.kind is Kind.RACE else "the run's"
    return (
        f"The picture shows the network at {compact(a)}, {compact(b)}: {away} from {other}, its"
        f" cost is {compact(cost, 4)}. Nothing of the run is changed."
    )


def moved_words(survey: Survey, step: int, distance: float) -> str:
    """Return how far a run that goes on is from the plane of its map."""
    return (
        f"The run is at step {whole(step)}, {compact(distance)} away from this plane, which goes"
        f" through step {whole(survey.order.step)}. It is computed anew when the run pauses."
    )
