"""Image sets give pixels as bytes or as activations, and never change."""

from __future__ import annotations

import numpy as np
import pytest

from core.data.images import Dataset, ImageSet
from core.errors import UsageError


@pytest.fixture
def images() -> ImageSet:
    pixels = np.zeros((4, 784), np.uint8)
    pixels[1, 0] = 51
    pixels[2, 783] = 255
    pixels[3, 29] = 102
    return ImageSet("train", pixels, np.array([7, 2, 7, 0], np.uint8))


def test_activations_are_pixels_over_255(images):
    activations = images.activations(np.array([2, 1]))
    assert activations.shape == (2, 784)
    assert activations[0, 783] == 1.0
    assert activations[1, 0] == 0.2


def test_one_index_gives_one_row(images):
    assert images.activations(3).shape == (784,)
    assert images.activations(3)[29] == 0.4


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_activations_have_the_dtype_asked_for(images, dtype):
    assert images.activations(slice(0, 4), dtype).dtype == dtype


def test_a_picture_has_rows_from_top_to_bottom(images):
    picture = images.picture(3)
    assert picture.shape == (28, 28)
    assert picture[1, 1] == 102


def test_images_are_found_by_their_digit(images):
    assert images.with_label(7).tolist() == [0, 2]
    assert images.with_label(5).tolist() == []


def test_nobody_can_write_into_a_set(images):
    for array in (images.pixels, images.labels, images.picture(0)):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1


def test_making_a_set_copies_nothing():
    pixels = np.zeros((1, 784), np.uint8)
    assert np.shares_memory(ImageSet("test", pixels, np.zeros(1, np.uint8)).pixels, pixels)


@pytest.mark.parametrize("index", [-1, 4])
def test_an_index_out_of_range_names_the_limits(images, index):
    with pytest.raises(UsageError, match=f"image {index} of the train set .* 0 to 3"):
        images.checked(index)


def test_an_index_within_the_set_passes(images):
    assert images.checked(3) == 3


def test_pixels_and_labels_must_fit():
    with pytest.raises(ValueError, match="labels"):
        ImageSet("train", np.zeros((2, 784), np.uint8), np.zeros(3, np.uint8))
    with pytest.raises(ValueError, match="float64"):
        ImageSet("train", np.zeros((2, 784)), np.zeros(2, np.uint8))  # type: ignore[arg-type]


def test_what_stands_for_a_set_has_its_name_and_no_images(images):
    stand_in = images.emptied()
    assert (stand_in.name, len(stand_in)) == (images.name, 0)


def test_a_data_set_finds_its_sets_by_name(images):
    test = ImageSet("test", images.pixels[:1], images.labels[:1])
    dataset = Dataset(images, test, "")
    assert dataset.named("train") is images
    assert dataset.named("test") is test
    with pytest.raises(UsageError, match="'validation': choose train or test"):
        dataset.named("validation")
