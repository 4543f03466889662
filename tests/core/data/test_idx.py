"""The IDX reader takes what it should, and refuses the rest before it can do harm."""

from __future__ import annotations

import gzip
import hashlib
import struct
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.data.idx import read_idx
from core.errors import BadFileError

FOUR_IMAGES = struct.pack(">BBBBIII", 0, 0, 8, 3, 4, 2, 3) + bytes(range(24))


def idx(*sizes: int, kind: int = 8, zeros: bytes = b"\0\0", entries: bytes = b"") -> bytes:
    header = zeros + bytes([kind, len(sizes)])
    return header + b"".join(struct.pack(">I", size) for size in sizes) + entries


def packed(content: bytes, level: int = 9) -> bytes:
    return gzip.compress(content, level, mtime=0)


def written(folder: Path, content: bytes, name: str = "some-idx.gz") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(BadFileError) as caught:
        read_idx(path)
    message = str(caught.value)
    assert path.name in message
    assert "\n" not in message
    return message


def test_entries_come_in_the_dimensions_of_the_header(tmp_path):
    file = read_idx(written(tmp_path, packed(FOUR_IMAGES)))
    assert file.entries.shape == (4, 2, 3)
    assert file.entries[3, 1, 2] == 23
    assert file.entries.dtype == np.uint8


def test_the_digest_is_that_of_the_uncompressed_file(tmp_path):
    file = read_idx(written(tmp_path, packed(FOUR_IMAGES)))
    assert file.sha256 == hashlib.sha256(FOUR_IMAGES).hexdigest()


def test_the_entries_are_read_only(tmp_path):
    file = read_idx(written(tmp_path, packed(FOUR_IMAGES)))
    with pytest.raises(ValueError, match="read-only"):
        file.entries[0] = 1


def test_content_larger_than_any_buffer_comes_whole(tmp_path):
    entries = np.random.default_rng(0).integers(0, 256, 700_001, dtype=np.uint8).tobytes()
    file = read_idx(written(tmp_path, packed(idx(700_001, entries=entries), 1)))
    assert file.entries.tobytes() == entries


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (packed(idx(1, zeros=b"\x89P", entries=b"a")), "two zero bytes"),
        (packed(idx(1, kind=0x0D, entries=b"abcd")), "type 0x0d"),
        (packed(idx(entries=b"abcd")), "0 dimensions"),
        (packed(idx(1, 1, 1, 1, entries=b"a")), "4 dimensions"),
        (packed(b"\0\0\x08"), "within its header"),
        (packed(idx(5, 28)), "holds 0 entries where its header promises 140"),
        (packed(FOUR_IMAGES[:-1]), "holds 23 entries where its header promises 24"),
        (packed(FOUR_IMAGES + b"\0"), "after its last entry"),
        (packed(FOUR_IMAGES) + b"garbage", "after the end of its gzip data"),
        (packed(FOUR_IMAGES) * 2, "after the end of its gzip data"),
        (packed(idx(2**32 - 1, 2**32 - 1, 2**32 - 1)), "at most 67,108,864"),
        (packed(idx(0, 2**32 - 1, 2**32 - 1)), "at most 67,108,864"),
        (b"", "ends early"),
        (FOUR_IMAGES, "gzip data is damaged"),
        (b"hello, this is a text", "gzip data is damaged"),
    ],
)
def test_a_malformed_file_is_refused_with_the_reason(tmp_path, content, why):
    assert why in refusal(written(tmp_path, content))


def test_a_file_truncated_anywhere_is_refused(tmp_path):
    whole = packed(FOUR_IMAGES)
    for length in range(len(whole)):
        refusal(written(tmp_path, whole[:length]))


def test_a_wrong_checksum_is_refused(tmp_path):
    content = bytearray(packed(FOUR_IMAGES))
    content[-8] ^= 1
    assert "damaged" in refusal(written(tmp_path, bytes(content)))


@given(bit=st.integers(0, 8 * len(packed(FOUR_IMAGES)) - 1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_flipped_bit_is_refused_or_changes_nothing(tmp_path, bit):
    content = bytearray(packed(FOUR_IMAGES))
    content[bit // 8] ^= 1 << bit % 8
    try:
        file = read_idx(written(tmp_path, bytes(content)))
    except BadFileError:
        return
    assert file.sha256 == hashlib.sha256(FOUR_IMAGES).hexdigest()


@pytest.mark.parametrize("claimed", [16, 2**32 - 1])
def test_a_gzip_bomb_is_not_inflated(tmp_path, claimed):
    bomb = packed(idx(claimed) + bytes(100_000_000), 1)
    path = written(tmp_path, bomb)
    tracemalloc.start()
    refusal(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_missing_files_and_folders_are_named(tmp_path):
    assert "doesn't exist" in refusal(tmp_path / "nothing.gz")
    (tmp_path / "folder.gz").mkdir()
    assert "is a folder" in refusal(tmp_path / "folder.gz")
