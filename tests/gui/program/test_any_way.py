"""Whatever is done in the window, and in whatever order, its run is a plain one of the same deeds.

The oracle is a run that knows neither history nor window: for each state of the window it makes,
from the start, what led there. Bits of parameters, order and chance must be the same, and so must
costs, fields and what Undo would undo.
"""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from PyQt6.QtCore import Qt

from core.explain.places import Place
from core.network.architecture import Architecture
from core.network.parameters import Parameters
from core.training.run import SgdRun
from core.training.settings import TrainingSettings
from tests.gui.running import curve, shown_vector
from tests.sessions import bits

TINY = Architecture((784, 3, 10))
START = TrainingSettings(train_size=40, batch_size=7)
PLACES = (Place(1, 0, 300), Place(1, 2), Place(2, 7, 1), Place(2, 4))
shares = st.floats(0, 0.999)


@dataclass(eq=False)
class Deed:
    """A step, a change of settings, or parameters set by hand: then those before, too."""

    name: str
    changes: dict = field(default_factory=dict)
    after: Parameters | None = None
    before: Parameters | None = None
    value: float = 0.0


def plain(way, images):
    """Return a run without a history after deeds in their order, and its costs."""
    run, costs = SgdRun(TINY, START, images), []
    for deed in way:
        if deed.name == "step":
            costs.append(run.step().cost)
        elif deed.name == "use":
            run.use(replace(run.settings, **deed.changes))
        else:
            run.replace_parameters(deed.after)
    return run, costs


def cut(way, step):
    """Return the deeds up to a step, and what was changed there."""
    steps = [place for place, deed in enumerate(way) if deed.name == "step"]
    return way[: steps[step]] if step < len(steps) else list(way)


class Window(RuleBasedStateMachine):
    """Someone at the window, and beside them the deeds that led to each branch's end."""

    program = run_of = settle = qtbot = None  # given by the test

    def __init__(self):
        super().__init__()
        self.program.training.begin(TINY, START)
        self.settle(self.program)
        self.images = self.program.dataset.train
        self.way, self.ways = [], {0: []}
        self.made, self.undone = [], []  # edits by hand, in the order of their making
        self.values = 0
        self.check()

    # What is done

    @rule(count=st.integers(1, 9))
    def run(self, count):
        end = self.program.training.step + count
        self.program.trainer.run_batches(count)
        self.wait(lambda: self.program.training.step == end and self.program.training.at_rest)
        self.come([*self.way, *(Deed("step") for _ in range(count))])

    @rule()
    def step_back(self):
        self.press("train_back")
        self.come(cut(self.way_here(), max(0, self.steps - 1)))

    @rule(share=shares)
    def scrub(self, share):
        self.step_to(int(share * (self.curves.last_step + 1)))

    @rule(share=shares)
    def return_to_a_branch(self, share):
        branch = int(share * len(self.curves.tree.branches))
        self.program.training_panel.branch_requested.emit(branch)
        self.settle(self.program)
        self.come(self.ways[branch])

    @rule()
    def rewind(self):
        settings = self.program.training.settings
        self.press("train_rewind")
        self.made.clear()  # a new start: there is nothing to undo before it
        self.undone.clear()
        names = ("learning_rate", "batch_size", "momentum")
        back = Deed("use", {name: getattr(settings, name) for name in names})
        start = cut(self.way, 0)
        by_hand = [deed for deed in start if deed.name == "set"]
        clean = [Deed("set", after=by_hand[0].before)] if by_hand else []
        self.come([*start, *clean, back])

    @rule(rate=st.sampled_from([0.5, 1.0, 2.0]))
    def change_the_rate(self, rate):
        self.enter("learning_rate", rate)
        self.come([*self.way, Deed("use", {"learning_rate": rate})])

    @rule(size=st.sampled_from([1, 7, 40]))
    def change_the_batch_size(self, size):
        self.enter("batch_size", size)
        self.come([*self.way, Deed("use", {"batch_size": size})])

    @rule(momentum=st.sampled_from([0.0, 0.5]))
    def change_the_momentum(self, momentum):
        now = self.program.training.settings
        self.program.training.change_descent(momentum, now.l2, now.decay)
        self.settle(self.program)
        self.come([*self.way, Deed("use", {"momentum": momentum})])

    @rule(place=st.sampled_from(PLACES))
    def set_a_weight_or_bias(self, place):
        self.values += 1
        value = self.values / 64  # exact, and each only once
        before = plain(self.way, self.images)[0].network.parameters
        after = before.copy()
        after.vector[place.index_in(TINY.sizes)] = value
        self.program.hand_values.set_value(place, value)
        self.settle(self.program)
        deed = Deed("set", after=after.frozen(), before=before, value=value)
        self.made.append(deed)
        self.undone.clear()
        self.come([*self.way, deed])

    @precondition(lambda self: self.expected_to_undo is not None)
    @rule()
    def undo(self):
        deed, left = self.expected_to_undo, (self.steps, self.curves.current)
        where = self.place_of(deed)
        self.press("undo")
        self.made.remove(deed)
        self.undone.append((deed, None if left == where else left))
        start = cut(self.ways[where[1]], where[0]) if left != where else self.way
        self.come([*start, Deed("set", after=deed.before)])

    @precondition(lambda self: bool(self.undone))
    @rule()
    def redo(self):
        deed, left = self.undone.pop()
        edit = self.program.edit_orders.edits.to_redo
        at_it = (edit.step, edit.branch) == (self.steps, self.curves.current)
        if left is not None:
            way = cut(self.ways[left[1]], left[0])
        else:
            way = [*(self.way if at_it else cut(self.ways[edit.branch], edit.step)), deed]
        self.press("redo")
        self.made.append(deed)
        self.come(way)

    # What must be true

    def check(self):
        run, costs = plain(self.way, self.images)
        session = self.run_of(self.program)
        assert bits(session) == bits(run.to_session(session.dataset_sha256))
        assert shown_vector(self.program).tobytes() == session.parameters.vector.tobytes()
        assert curve(self.program).costs.tolist() == costs
        panel = self.program.training_panel
        assert panel.controls.learning_rate.value == run.settings.learning_rate
        assert panel.controls.batch_size.value == run.settings.batch_size
        told, expected = self.program.edit_orders.to_undo, self.expected_to_undo
        assert (told is None) == (expected is None)
        if told is not None:
            assert told.after.vector.tobytes() == expected.after.vector.tobytes()
        assert self.program.messages.errors == []

    # Helpers

    @property
    def curves(self):
        return self.program.training_panel.curves

    @property
    def steps(self):
        return sum(deed.name == "step" for deed in self.way)

    @property
    def expected_to_undo(self):
        """The newest edit that isn't undone and has led to here."""
        return next((deed for deed in reversed(self.made) if deed in self.way), None)

    def place_of(self, deed):
        edit = self.program.edit_orders.to_undo
        assert edit.after.vector.tobytes() == deed.after.vector.tobytes()
        return edit.step, edit.branch

    def way_here(self):
        return self.ways.get(self.curves.current, self.way)

    def step_to(self, step):
        self.program.training_panel.step_requested.emit(step)
        self.settle(self.program)
        self.come(cut(self.ways[self.curves.current], step))

    def press(self, name):
        self.program.actions[name].trigger()
        self.settle(self.program)
        self.wait(lambda: not self.program.edit_orders.busy and not self.program.history.under_way)
        self.settle(self.program)

    def enter(self, name, number):
        """Type a number into a field."""
        field = getattr(self.program.training_panel.controls, name)
        field.setText(str(number))
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.settle(self.program)

    def wait(self, until):
        self.qtbot.waitUntil(until)
        self.settle(self.program)

    def come(self, way):
        """Note the deeds that led to here; where that is a branch's end, they are the branch's."""
        self.way = list(way)
        branch = self.curves.current
        if self.program.training.step == self.curves.last_step_of(branch):
            self.ways[branch] = list(way)
        self.check()


@pytest.mark.timeout(120)
def test_whatever_is_done_in_the_window_its_run_is_a_plain_one(open_program, qtbot, settle, run_of):
    program = open_program((784, 3, 10), settings=START)
    here = {"program": program, "qtbot": qtbot, "settle": staticmethod(settle)}
    machine = type("ThisWindow", (Window,), {**here, "run_of": staticmethod(run_of)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12,
            stateful_step_count=14,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.reuse, Phase.generate),  # a shorter case takes minutes to find
        ),
    )
    np.testing.assert_array_equal(program.messages.errors, [])
