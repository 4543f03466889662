import pytest

from gui.explain.caption_words import wish


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.4706, "+0.4706"),
        (-1.3174, "−1.3174"),
        (0.0012, "+0.001200"),
        (5.6e-7, "+5.6×10⁻⁷"),
        (-3.2e-12, "−3.2×10⁻¹²"),
        (0.0, "0.0000"),
    ],
)
def test_a_wish_is_written_with_the_figures_that_it_needs(value, words):
    assert wish(value) == f"<b>{words}</b>"
