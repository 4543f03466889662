"""The MNIST that comes with Nudges is the real one; a damaged one is named and can be repaired."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import struct
from pathlib import Path

import numpy as np
import pytest

from core.data.images import Dataset
from core.data.mnist import MNIST_FILES, MNIST_FOLDER, load_mnist
from core.errors import NoDataError

TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS = MNIST_FILES


@pytest.fixture(scope="module")
def mnist() -> Dataset:
    return load_mnist()


@pytest.fixture
def folder(tmp_path) -> Path:
    for name in MNIST_FILES:
        shutil.copyfile(MNIST_FOLDER / name, tmp_path / name)
    return tmp_path


def images(count: int = 2, rows: int = 28, columns: int = 28) -> bytes:
    header = struct.pack(">BBBBIII", 0, 0, 8, 3, count, rows, columns)
    return gzip.compress(header + bytes(count * rows * columns), mtime=0)


def labels(*digits: int) -> bytes:
    return gzip.compress(struct.pack(">BBBBI", 0, 0, 8, 1, len(digits)) + bytes(digits), mtime=0)


def refusal(folder: Path) -> str:
    with pytest.raises(NoDataError) as caught:
        load_mnist(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", list(MNIST_FILES))
def test_each_shipped_file_has_the_digest_that_its_readme_names(name):
    digest = hashlib.sha256(gzip.decompress((MNIST_FOLDER / name).read_bytes())).hexdigest()
    readme = (MNIST_FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"`{name}`" in readme
    assert digest in readme
    assert digest == MNIST_FILES[name]


def test_there_are_60000_images_to_train_on_and_10000_to_test_on(mnist):
    assert (len(mnist.train), len(mnist.test)) == (60_000, 10_000)
    assert mnist.train.pixels.shape == (60_000, 784)


def test_the_first_training_image_is_a_five_with_618_dark_pixels(mnist):
    assert mnist.train.labels[0] == 5
    assert np.count_nonzero(mnist.train.pixels[0] == 0) == 618


def test_every_digit_occurs_about_as_often(mnist):
    for images in (mnist.train, mnist.test):
        counts = [len(images.with_label(digit)) for digit in range(10)]
        assert sum(counts) == len(images)
        assert min(counts) > 0.85 * len(images) / 10


def test_pixels_stay_bytes(mnist):
    assert mnist.train.pixels.nbytes == 60_000 * 784


def test_a_missing_folder_names_the_file_and_the_remedy(tmp_path):
    message = refusal(tmp_path / "nowhere")
    assert TRAIN_IMAGES in message
    assert "Copy the four files again" in message


@pytest.mark.parametrize("name", list(MNIST_FILES))
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    assert f"{name} doesn't exist" in refusal(folder)


def test_the_shipped_folder_is_repaired_with_git(monkeypatch, tmp_path):
    monkeypatch.setattr("core.data.mnist.MNIST_FOLDER", tmp_path)
    assert "git checkout -- resources/mnist" in refusal(tmp_path)


def test_a_truncated_file_is_named(folder):
    path = folder / TEST_IMAGES
    path.write_bytes(path.read_bytes()[:1_000_000])
    message = refusal(folder)
    assert TEST_IMAGES in message
    assert "ends early" in message


def test_one_changed_pixel_is_noticed(folder):
    content = bytearray(gzip.decompress((folder / TEST_IMAGES).read_bytes()))
    content[5000] ^= 1
    (folder / TEST_IMAGES).write_bytes(gzip.compress(bytes(content), 1))
    message = refusal(folder)
    assert f"{TEST_IMAGES} has been changed" in message
    assert MNIST_FILES[TEST_IMAGES][:12] in message


@pytest.mark.parametrize(
    ("one", "other"),
    [(TRAIN_LABELS, TEST_LABELS), (TEST_IMAGES, TEST_LABELS), (TRAIN_IMAGES, TEST_IMAGES)],
)
def test_swapped_files_are_told_apart(folder, one, other):
    (folder / one).rename(folder / "between")
    (folder / other).rename(folder / one)
    (folder / "between").rename(folder / other)
    assert f"{one} is really {other}" in refusal(folder)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        (TEST_IMAGES, images(0), "holds no images"),
        (TEST_IMAGES, images(2, 28, 27), "holds 2 x 28 x 27 pixels: images must be 28 x 28"),
        (TEST_IMAGES, labels(1, 2), "holds labels where images belong"),
        (TEST_LABELS, images(2), "holds images where labels belong"),
        (TEST_LABELS, labels(1, 2, 10, 11), "has label 10 at index 2"),
        (TEST_LABELS, labels(1, 2, 3), "10,000 images, but"),
        (TEST_LABELS, labels(1, 2, 3), "3 labels"),
    ],
)
def test_well_formed_files_that_are_no_digits_are_refused(folder, name, content, why):
    (folder / name).write_bytes(content)
    message = refusal(folder)
    assert name in message
    assert why in message
