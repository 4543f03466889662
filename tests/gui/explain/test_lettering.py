import pytest

from gui.explain.lettering import in_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("∂C/∂w", "derivative"),
        ("A  ∂C/∂b", "A  derivative"),
        ("∂C/∂w = a of 5 · s′(z) of 3 · ∂C/∂a of 3",
         "derivative = activation of 5 · leeway of 3 · −desire of 3"),
        ("w 3 ← 5", "weight 3 ← 5"),
        ("a′ straight", "activation straight"),
        ("C′", "cost pulled"),
        ("z, weighted input", "weighted input"),
        ("b, bias", "bias"),
        ("z moves, but nothing else moves, because s′(z) = 0 here.",
         "The sum moves, but nothing else moves, because there is no leeway here."),
        ("sum without muted", "sum without muted"),
        ("3 → 8", "3 → 8"),
    ],
)  # fmt: skip
def test_letters_are_told_in_words_where_notation_is_hidden(text, words):
    assert in_words(text, False) == words
    assert in_words(text, True) == text
