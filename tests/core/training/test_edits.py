import numpy as np
import pytest

from core.errors import UsageError
from core.network.parameters import Parameters
from core.training.edits import MOST_EDITS, Edit, Edits, require_fitting

SIZES = (3, 2)


def parameters(value, dtype=np.float32):
    return Parameters(np.full(8, value, dtype), SIZES).frozen()


def edit(number):
    return Edit(f"edit {number}", parameters(number), parameters(number + 1), step=0)


def test_nothing_is_there_to_undo_at_first():
    assert (Edits().to_undo, Edits().to_redo) == (None, None)


def test_the_last_edit_is_undone_first_and_the_last_undone_redone_first():
    edits = Edits().made(edit(1)).made(edit(2)).after_undo().after_undo()
    assert edits.to_undo is None
    assert edits.to_redo.words == "edit 1"
    assert edits.after_redo().to_undo.words == "edit 1"
    assert edits.after_redo().to_redo.words == "edit 2"


def test_an_edit_after_an_undo_leaves_nothing_to_redo():
    edits = Edits().made(edit(1)).after_undo().made(edit(2))
    assert edits.to_redo is None
    assert [each.words for each in edits.done] == ["edit 2"]


def test_the_oldest_edits_are_forgotten_when_there_are_too_many():
    edits = Edits()
    for number in range(MOST_EDITS + 3):
        edits = edits.made(edit(number))
    assert len(edits.done) == MOST_EDITS
    assert edits.done[0].words == "edit 3"


def test_parameters_of_this_shape_are_taken():
    require_fitting(parameters(1.5), SIZES)


@pytest.mark.parametrize(
    ("given", "sizes", "words"),
    [
        (parameters(1), (7, 1), "3-2 network don't fit this one, which is 7-1"),
        (parameters(np.nan), SIZES, "8 of 8 parameters are not finite"),
        (parameters(np.inf), SIZES, "not finite"),
        (parameters(1, np.float64), SIZES, "float64"),
    ],
)
def test_other_parameters_are_refused_with_a_reason(given, sizes, words):
    with pytest.raises(UsageError, match=words):
        require_fitting(given, sizes)
