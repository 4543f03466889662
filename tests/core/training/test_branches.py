import pytest

from core.errors import UsageError
from core.training.branches import BranchTree, Entry
from core.training.settings import TrainingSettings

SETTINGS = TrainingSettings()


@pytest.fixture
def tree():
    """Return 0 from 0 to 50; 1 leaves it at 20, and 2 leaves 1 at 30."""
    tree = BranchTree(0)
    tree.put(0, Entry(10, SETTINGS))
    tree.put(0, Entry(40, SETTINGS))
    tree.grow(0, 50)
    for parent, step in ((0, 20), (1, 30)):
        branch = tree.fork(parent, step)
        tree.put(branch, Entry(step, SETTINGS, by_hand=True))
        tree.grow(branch, 45)
    return tree


def test_the_way_to_a_branch_begins_at_the_first(tree):
    assert [branch.id for branch in tree.lineage(2)] == [0, 1, 2]


def test_a_step_belongs_to_the_branch_whose_mini_batch_led_there(tree):
    assert [tree.owner(2, step) for step in (0, 20, 21, 30, 31)] == [0, 0, 1, 1, 2]


def test_changes_are_those_of_the_branch_and_of_its_way_there(tree):
    steps = [step for step in range(60) if tree.entry_at(2, step)]
    assert steps == [10, 20, 30]
    assert [step for step in range(60) if tree.entry_at(0, step)] == [10, 40]


def test_the_next_change_is_found_on_the_way_and_not_beside_it(tree):
    assert [tree.next_change(2, step) for step in (0, 10, 19, 20, 30)] == [10, 20, 20, 30, None]
    assert [tree.next_change(1, step) for step in (10, 20)] == [20, None]
    assert tree.next_change(0, 10) == 40


def test_a_branch_that_leaves_at_anothers_beginning_leaves_the_same_parent(tree):
    assert tree[tree.fork(2, 30)].parent == 1
    assert tree[tree.fork(2, 15)].parent == 0


def test_a_second_change_at_a_step_takes_the_place_of_the_first(tree):
    tree.put(0, Entry(10, SETTINGS, by_hand=True))
    assert [(entry.step, entry.by_hand) for entry in tree[0].entries] == [(10, True), (40, False)]


def test_a_branch_that_is_not_there_is_refused(tree):
    with pytest.raises(UsageError, match="no branch 3"):
        tree.lineage(3)


def test_what_was_changed_where_a_branch_leaves_counts_if_it_began_by_a_change_there():
    tree = BranchTree(0)
    tree.grow(0, 9)
    changed = tree.fork(0, 5, changed_from=0)
    tree.grow(changed, 7)
    without = tree.fork(0, 5)
    at_the_same_step = tree.fork(changed, 5, changed_from=changed)

    assert tree.led_here(changed, 6) == {changed: 6, 0: 5}
    assert tree.led_here(without, 5) == {without: 5, 0: 4}
    assert tree[at_the_same_step].parent == 0
    assert tree.led_here(at_the_same_step, 5) == {at_the_same_step: 5, changed: 5, 0: 5}
