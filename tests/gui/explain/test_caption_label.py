"""The caption in a low window: its beginning, and a link to the rest."""

import pytest

from gui.explain.caption_label import CaptionLabel, beginning, folds

FIRST = "Every output has asked: each sum is a desire, a hollow arrow."
REST = "Neuron 4 hears most from output 7, <b>+0.5670</b>; all 10 requests add up to +1.0815."


@pytest.fixture
def caption(theme, qtbot):
    label = CaptionLabel(theme)
    qtbot.addWidget(label)
    label.set_caption(f"{FIRST} {REST}")
    return label


def test_where_there_is_room_everything_is_said(caption):
    assert REST in caption.text()
    assert "href" not in caption.text()


def test_a_short_caption_unfolds_and_folds_again_and_is_never_lost(caption, qtbot):
    caption.set_short(True)
    assert FIRST in caption.text()
    assert "hears most" not in caption.text()

    with qtbot.waitSignal(caption.resized):
        caption.linkActivated.emit("more")
    assert REST in caption.text()

    caption.linkActivated.emit("less")
    assert "hears most" not in caption.text()
    assert caption.caption == f"{FIRST} {REST}"


def test_what_was_unfolded_stays_so_at_the_next_step(caption):
    caption.set_short(True)
    caption.linkActivated.emit("more")
    caption.set_caption(f"{FIRST} Another neuron hears most now, as all of them can be added up.")
    assert "Another neuron" in caption.text()


def test_a_caption_that_offers_a_way_is_shown_whole(caption, qtbot):
    caption.set_short(True)
    offer = f'{FIRST} It is right already. <a href="wrong">Take one it gets wrong</a>.'
    caption.set_caption(offer)
    assert "Take one it gets wrong" in caption.text()
    with qtbot.waitSignal(caption.followed) as told:
        caption.linkActivated.emit("wrong")
    assert told.args == ["wrong"]


def test_decimals_end_no_sentence_and_a_few_words_are_not_enough():
    words = "Output 2 wants up, <b>+1.8089</b>. Its leeway, how fast it moves, is 0.0864. More."
    assert beginning(words) == words.removesuffix(" More.")
    assert not folds(words)


def test_a_slope_is_one_word_on_screen(caption):
    caption.set_caption("The slope s′(z) is small.")
    assert "s′\u2060(z)" in caption.text()
    assert caption.caption == "The slope s′(z) is small."
