from core.explain.walk import StepKind, walk
from core.network.architecture import Architecture
from gui.explain.reach import ELSEWHERE, Reach

STEPS = walk(Architecture((784, 6, 5, 10)))


def test_every_step_is_reached_when_the_walk_stands_at_it_and_stays_so():
    for place, step in enumerate(STEPS):
        missing = [Reach(STEPS, at).missing(step.kind, step.layer) for at in range(len(STEPS))]
        assert missing == [f"step “{step.name}”"] * place + [""] * (len(STEPS) - place)


def test_without_a_walk_everything_is_reached():
    assert Reach().missing(StepKind.NUDGES, 1) == ""


def test_what_this_walk_never_reaches_is_seen_elsewhere():
    assert Reach(STEPS[:5], 4).missing(StepKind.NUDGES, 1) == ELSEWHERE
