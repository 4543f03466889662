"""Values on their way between two processes of this program.

What is read-only here is read-only there: pickling alone would forget that. Nothing but the
program's own other process is ever read with this.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from core.arrays import ByteArray
from core.data.images import PIXELS, Dataset, ImageSet
from core.data.shared import arrays_of, from_place
from core.network.parameters import Parameters

PIECE = 1 << 16  # bytes of images in a message: what a pipe holds, which is four times faster


@dataclass(frozen=True)
class Message:
    """A name that the receiver knows, and what comes with it."""

    name: str
    values: tuple[Any, ...] = ()


class SharingPickler(pickle.Pickler):
    """Pickles read-only arrays as such, and parameters as one vector without its views."""

    def reducer_override(self, value: Any) -> Any:
        """Return how to make a value again, or NotImplemented for the usual way."""
        if type(value) is Parameters:
            return Parameters, (value.vector, value.sizes)
        if type(value) is np.ndarray and not value.flags.writeable:
            return read_only, (value.tobytes(), value.dtype.str, value.shape)
        return NotImplemented


def read_only(content: bytes, dtype: str, shape: tuple[int, ...]) -> np.ndarray[Any, Any]:
    """Return a read-only array over bytes."""
    return np.frombuffer(content, dtype).reshape(shape)


def to_bytes(message: Message) -> bytes:
    """Return a message as it is sent."""
    buffer = io.BytesIO()
    SharingPickler(buffer, pickle.HIGHEST_PROTOCOL).dump(message)
    return buffer.getvalue()


def from_bytes(content: bytes) -> Message:
    """Return the message that was sent."""
    message: Message = pickle.loads(content)
    return message


def send_dataset(connection: Connection, dataset: Dataset, place: str | None = None) -> None:
    """Send all images, or where the receiver finds them; nothing is copied on this side."""
    sets = (dataset.train, dataset.test)
    sizes = [(images.name, len(images)) for images in sets]
    connection.send_bytes(to_bytes(Message("images", (sizes, dataset.sha256, place))))
    if place is None:
        for array in arrays_of(dataset):
            send_array(connection, array)


def receive_dataset(
    connection: Connection, sizes: list[tuple[str, int]], sha256: str, place: str | None
) -> Dataset:
    """Return the data set whose first message said this about its image sets."""
    if place is not None:
        return from_place(place, sizes, sha256)
    train, test = [
        ImageSet(
            name,
            receive_array(connection, (count, PIXELS)),
            receive_array(connection, (count,)),
        )
        for name, count in sizes
    ]
    return Dataset(train, test, sha256)


def send_array(connection: Connection, array: ByteArray) -> None:
    """Send bytes in pieces."""
    content = array.reshape(-1).data
    for start in range(0, len(content), PIECE):
        connection.send_bytes(content[start : start + PIECE])


def receive_array(connection: Connection, shape: tuple[int, ...]) -> ByteArray:
    """Return an array of bytes of a known shape, read-only."""
    array = np.empty(shape, np.uint8)
    content = array.reshape(-1).data
    position = 0
    while position < len(content):
        position += connection.recv_bytes_into(content[position:])
    array.setflags(write=False)
    return array
