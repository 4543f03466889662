"""Images in a shared file: the same bits, one file for all, gone with whoever made it."""

import gc
import multiprocessing
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from core.data.images import Dataset, ImageSet
from core.data.shared import arrays_of, files_are_seen, from_place, place_of, shared

pytestmark = pytest.mark.skipif(
    not files_are_seen(os.getpid()), reason="the system doesn't show files to other processes"
)


@pytest.fixture
def dataset():
    rng = np.random.default_rng(0)

    def images(name, count):
        pixels = rng.integers(0, 256, (count, 784), dtype=np.uint8)
        return ImageSet(name, pixels, rng.integers(0, 10, count, dtype=np.uint8))

    return Dataset(images("train", 30), images("test", 7), "sum")


def sum_there(place, sizes, pipe):
    found = from_place(place, sizes, "sum")
    pipe.send([int(array.sum()) for array in arrays_of(found)])


def test_the_shared_images_are_the_same_and_read_only(dataset):
    found = shared(dataset)
    assert found is not dataset
    assert (found.train.name, found.test.name, found.sha256) == ("train", "test", "sum")
    for array, other in zip(arrays_of(found), arrays_of(dataset), strict=True):
        assert np.array_equal(array, other)
        assert not array.flags.writeable


def test_another_process_finds_them(dataset):
    found, context = shared(dataset), multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe(duplex=False)
    sizes = [("train", 30), ("test", 7)]
    process = context.Process(target=sum_there, args=(place_of(found), sizes, theirs))
    process.start()
    assert mine.poll(30)
    assert mine.recv() == [int(array.sum()) for array in arrays_of(dataset)]
    process.join()


def test_what_is_shared_already_stays_where_it_is(dataset):
    found = shared(dataset)
    assert shared(found) is found


def test_the_file_has_no_name_and_goes_with_the_images(dataset, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = shared(dataset)
    place = Path(place_of(found))
    assert place.exists()
    assert list(tmp_path.iterdir()) == []
    del found
    gc.collect()
    assert not place.exists()


def test_the_images_outlive_the_name_of_their_file(dataset):
    found = shared(dataset)
    pixels = found.train.pixels
    del found
    gc.collect()
    assert np.array_equal(pixels, dataset.train.pixels)


def test_without_room_for_a_file_the_images_stay_as_they_are(dataset, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    assert shared(dataset) is dataset
    assert place_of(dataset) is None


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_place_that_is_no_more_is_refused():
    with pytest.raises(OSError, match="No such file"):
        from_place("/proc/self/fd/9999", [("train", 1)], "sum")
