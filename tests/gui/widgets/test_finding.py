import pytest

from gui.widgets.finding import find


@pytest.mark.parametrize(
    ("typed", "line", "letters"),
    [
        ("", "Run or pause", ""),
        ("run", "Run or pause", "Run"),
        ("PAUSE run", "Run or pause", "Runpause"),
        ("aus", "Run or pause", "aus"),
        ("rop", "Run or pause", "Rop"),
    ],
)
def test_the_letters_that_answer_are_known(typed, line, letters):
    found = find(typed, line)

    assert "".join(line[place] for place in sorted(found.places)) == letters


@pytest.mark.parametrize("typed", ["x", "run x", "esuap", "runn"])
def test_what_is_not_in_a_line_is_not_found(typed):
    assert find(typed, "Run or pause") is None


def test_the_beginning_of_a_word_is_better_than_its_middle_and_that_than_scattered_letters():
    beginning, middle, scattered = (
        find("st", line).rank for line in ("A step", "Lost", "Set up the network")
    )

    assert beginning < middle < scattered


def test_an_earlier_word_is_better_than_a_later_one():
    assert find("st", "Step back").rank < find("st", "Last step").rank
