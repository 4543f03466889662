import numpy as np
import pytest

from gui.network_view.inputs import InputChoice, Pixels, region_around


@pytest.fixture
def image():
    return np.random.default_rng(0).random(784)


def test_all_inputs_are_all_pixels_in_order(image):
    assert InputChoice(everything=True).of(image).tolist() == list(range(784))


def test_the_strongest_are_brighter_than_all_others(image):
    chosen = InputChoice().of(image)
    assert len(chosen) == 16
    assert image[chosen].min() > np.delete(image, chosen).max()


def test_top_and_bottom_are_the_first_and_the_last_eight(image):
    chosen = InputChoice(pixels=Pixels.ENDS).of(image)
    assert chosen.tolist() == [*range(8), *range(776, 784)]


@pytest.mark.parametrize("index", [0, 27, 406, 756, 783])
def test_a_region_holds_the_pixel_clicked_and_is_a_square_within_the_picture(index):
    chosen = region_around(index)
    rows, columns = np.divmod(chosen, 28)
    assert index in chosen
    assert len(np.unique(chosen)) == 16
    assert np.ptp(rows) == np.ptp(columns) == 3
    assert chosen.min() >= 0
    assert chosen.max() < 784


def test_each_choice_says_what_it_is(image):
    region = InputChoice(pixels=Pixels.REGION, region=14 * 28 + 9)
    assert InputChoice(everything=True).words == ""
    assert InputChoice().words == "brightest"
    assert InputChoice(pixels=Pixels.ENDS).words == "top and bottom"
    assert region.words == "at row 14, column 9"
    assert "16 brightest pixels of this picture" in InputChoice().sentences[0]
    assert "top 8 and bottom 8" in InputChoice(pixels=Pixels.ENDS).sentences[0]
    assert "16 pixels around row 14, column 9" in region.sentences[0]


@pytest.mark.parametrize("pixels", Pixels)
def test_the_forms_of_the_words_become_shorter_and_shorter(pixels):
    lengths = [len(words) for words in InputChoice(pixels=pixels).sentences]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] < 24


def test_a_small_input_layer_is_drawn_whole_whatever_is_chosen():
    for pixels in Pixels:
        assert InputChoice(pixels=pixels).of(np.zeros(9)).tolist() == list(range(9))
