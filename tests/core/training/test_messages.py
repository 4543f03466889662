import multiprocessing
import os
import threading

import numpy as np
import pytest

from core.data.images import Dataset, ImageSet
from core.data.shared import files_are_seen, place_of, shared
from core.network.architecture import Architecture
from core.network.parameters import Parameters
from core.training.messages import (
    PIECE,
    Message,
    from_bytes,
    receive_dataset,
    send_dataset,
    to_bytes,
)
from core.training.run import SgdRun
from core.training.settings import TrainingSettings


def sent(value):
    """Return what arrives of a value."""
    (arrived,) = from_bytes(to_bytes(Message("value", (value,)))).values
    return arrived


@pytest.mark.parametrize("writeable", [False, True])
def test_an_array_arrives_as_writeable_as_it_was(writeable):
    array = np.arange(6, dtype=np.int32).reshape(2, 3).T
    array.setflags(write=writeable)
    arrived = sent(array)
    assert arrived.flags.writeable == writeable
    assert arrived.dtype == np.int32
    np.testing.assert_array_equal(arrived, array)


def test_parameters_arrive_as_one_vector_with_its_views():
    parameters = Parameters(np.arange(21, dtype=np.float32), (3, 4, 1)).frozen()
    arrived = sent(parameters)
    assert np.shares_memory(arrived.weights[0], arrived.vector)
    assert not arrived.weights[1].flags.writeable
    assert arrived.vector.tobytes() == parameters.vector.tobytes()


def test_a_session_arrives_with_everything_read_only(dataset):
    run = SgdRun(Architecture((784, 6, 10)), TrainingSettings(train_size=205), dataset.train)
    run.step()
    session, arrived = run.to_session("sum"), sent(run.to_session("sum"))
    assert arrived.generator_state == session.generator_state
    assert arrived.settings == session.settings
    for old, new in [
        (session.order, arrived.order),
        (session.initial.vector, arrived.initial.vector),
        (session.parameters.vector, arrived.parameters.vector),
    ]:
        assert old.tobytes() == new.tobytes()
        assert not new.flags.writeable


@pytest.mark.parametrize("count", [0, 1, 3 * PIECE // 784])
def test_images_arrive_in_pieces_to_the_last_byte(count):
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (count, 784)).astype(np.uint8)
    images = ImageSet("train", pixels, rng.integers(0, 10, count).astype(np.uint8))
    reader, writer = multiprocessing.Pipe(duplex=False)
    sending = threading.Thread(target=send_dataset, args=(writer, Dataset(images, images, "sum")))
    sending.start()
    with reader, writer:
        arrived = receive_dataset(reader, *from_bytes(reader.recv_bytes()).values)
        sending.join()
    assert arrived.sha256 == "sum"
    assert arrived.train.name == "train"
    np.testing.assert_array_equal(arrived.train.pixels, pixels)
    np.testing.assert_array_equal(arrived.test.labels, images.labels)
    assert not arrived.train.pixels.flags.writeable


@pytest.mark.skipif(not files_are_seen(os.getpid()), reason="files of processes aren't shown")
def test_of_images_in_a_file_only_their_place_is_sent():
    pixels = np.arange(2 * 784, dtype=np.uint8).reshape(2, 784)
    images = ImageSet("train", pixels, np.array([3, 4], np.uint8))
    dataset = shared(Dataset(images, images, "sum"))
    reader, writer = multiprocessing.Pipe(duplex=False)
    with reader, writer:
        send_dataset(writer, dataset, place_of(dataset))
        arrived = receive_dataset(reader, *from_bytes(reader.recv_bytes()).values)
        assert not reader.poll(0)
    np.testing.assert_array_equal(arrived.train.pixels, pixels)
    np.testing.assert_array_equal(arrived.test.labels, images.labels)
    assert not arrived.test.pixels.flags.writeable
