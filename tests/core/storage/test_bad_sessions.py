"""Damaged, foreign and hostile files are refused with a reason, and harm nobody."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import struct
import tracemalloc
import warnings
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import BadFileError
from core.storage.session import load_session

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def refusal(path: Path) -> str:
    with pytest.raises(BadFileError) as caught:
        load_session(path)
    message = str(caught.value)
    assert path.name in message
    assert message.isprintable()
    assert len(message) < 600
    return message


def npy(array: np.ndarray) -> bytes:
    content = io.BytesIO()
    np.save(content, array, allow_pickle=True)
    return content.getvalue()


def npy_head(header: str) -> bytes:
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode("latin-1")


def plain_zip(path: Path, **members: bytes) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (PNG, "not a session file"),
        (b"hello, a text\n" * 50, "not a session file"),
        (bytes(5000), "not a session file"),
        (pickle.dumps({"weights": [1, 2]}), "not a session file"),
        (b"P", "ends early"),
        (b"PK\x03\x04", "ends early"),
        (b"PK\x05\x06" + bytes(18), "not a session file"),
    ],
)
def test_what_never_was_a_session_is_called_so(tmp_path, content, why):
    path = tmp_path / "foreign.nudges"
    path.write_bytes(content)
    assert why in refusal(path)


def test_another_zip_is_no_session(tmp_path):
    plain_zip(tmp_path / "letter.docx", word=b"text")
    assert "not a session file" in refusal(tmp_path / "letter.docx")


def test_a_file_cut_off_anywhere_is_damaged(saved):
    whole = saved.read_bytes()
    for length in range(1, len(whole), 64):
        saved.write_bytes(whole[:length])
        assert "ends early" in refusal(saved)


@pytest.mark.parametrize("extra", [b"\0", b"garbage" * 100, b"PK\x05\x06" + bytes(18)])
def test_a_file_with_something_added_is_damaged(saved, extra):
    saved.write_bytes(saved.read_bytes() + extra)
    assert "is damaged" in refusal(saved)


@given(st.data())
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_flipped_bit_is_refused_or_changes_nothing(session, saved, data):
    content = bytearray(saved.read_bytes())
    # The headers are few among the bytes of the weights: half of the bits are drawn from the end.
    last = 8 * len(content) - 1
    first = data.draw(st.sampled_from([0, last - 8 * 1500]))
    bit = data.draw(st.integers(first, last))
    content[bit // 8] ^= 1 << bit % 8
    path = saved.with_name("flipped.nudges")
    path.write_bytes(content)
    assert_refused_or_same(path, session)


@given(position=st.integers(0, 30_000), garbage=st.binary(min_size=1, max_size=40))
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_overwritten_bytes_are_refused_or_change_nothing(session, saved, position, garbage):
    content = bytearray(saved.read_bytes())
    position %= len(content)
    content[position : position + len(garbage)] = garbage
    path = saved.with_name("overwritten.nudges")
    path.write_bytes(content)
    assert_refused_or_same(path, session)


def assert_refused_or_same(path, session):
    try:
        loaded = load_session(path)
    except BadFileError:
        return
    assert loaded.parameters.vector.tobytes() == session.parameters.vector.tobytes()
    assert loaded.initial.vector.tobytes() == session.initial.vector.tobytes()
    assert loaded.order.tobytes() == session.order.tobytes()
    assert loaded.settings == session.settings
    assert loaded.generator_state == session.generator_state


def test_a_zip_bomb_is_refused_before_it_is_inflated(rebuild):
    path = rebuild({"parameters/W1.npy": bytes(200_000_000)}, zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 1_000_000
    tracemalloc.start()
    assert "is compressed" in refusal(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_a_directory_of_a_million_members_is_refused_unread(saved):
    content = saved.read_bytes()
    entry = content[content.index(b"PK\x01\x02") : content.index(b"PK\x05\x06")]
    flood = entry * 20_000
    start = content.index(b"PK\x01\x02")
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 60_000, 60_000, len(flood), start, 0)
    saved.write_bytes(content[:start] + flood + end)
    tracemalloc.start()
    assert "lists 60,000 members" in refusal(saved)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_a_huge_sparse_file_is_refused_at_once(saved):
    with saved.open("r+b") as file:
        file.truncate(2**40)
    assert "more than any session" in refusal(saved)


def test_a_member_that_claims_more_than_the_file_has_is_refused(saved):
    content = bytearray(saved.read_bytes())
    place = content.rindex(b"order.npy") - 46
    content[place + 20 : place + 28] = struct.pack("<LL", 2**31, 2**31)
    saved.write_bytes(content)
    assert "claim more bytes" in refusal(saved)


@pytest.mark.parametrize("name", ["parameters/W1.npy", "initial/b2.npy", "order.npy"])
def test_a_missing_member_is_named(rebuild, name):
    assert f"{name} is missing" in refusal(rebuild({name: None}))


@pytest.mark.parametrize("name", ["../evil.npy", "/etc/evil", "parameters/W3.npy", "a\nb", "con"])
def test_a_member_too_many_is_named_and_never_written(rebuild, name, tmp_path):
    before = sorted(tmp_path.parent.iterdir())
    message = refusal(rebuild({name: b"extra"}))
    assert name.replace("\n", "\\n") in message
    assert sorted(tmp_path.parent.iterdir()) == before


def test_a_member_twice_is_refused(saved):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(saved, "a") as archive:
            archive.writestr("order.npy", b"another")
    assert "order.npy twice" in refusal(saved)


def test_changed_weights_are_noticed_even_with_a_right_crc(rebuild, session):
    weights = session.parameters.weights[0] + np.float32(1e-3)
    message = refusal(rebuild({"parameters/W1.npy": npy(weights)}))
    assert "parameters/W1.npy has been changed" in message


@pytest.mark.parametrize(
    ("name", "array", "why"),
    [
        ("parameters/W1.npy", np.zeros((784, 3), np.float32), "(784, 3) where (3, 784) is needed"),
        ("parameters/W1.npy", np.zeros((0, 784), np.float32), "(0, 784) where (3, 784) is needed"),
        ("initial/b2.npy", np.zeros((10, 1), np.float32), "(10, 1) where (10,) is needed"),
        ("initial/b2.npy", np.zeros((), np.float32), "() where (10,) is needed"),
        ("parameters/W2.npy", np.zeros((10, 3), np.float64), "type <f8 where <f4"),
        ("parameters/W2.npy", np.zeros((10, 3), ">f4"), "type >f4 where <f4"),
        (
            "parameters/W2.npy",
            np.zeros((3, 10), np.float32).T,
            "not an array of numbers as Nudges writes it",
        ),
        ("order.npy", np.zeros(50, np.int64), "type <i8 where <i4"),
        ("order.npy", np.zeros(49, np.int32), "(49,) where (50,) is needed"),
    ],
)
def test_another_type_or_shape_names_the_layer_and_both(rebuild, name, array, why):
    message = refusal(rebuild({name: npy(array)}))
    assert name in message
    assert why in message


@pytest.mark.parametrize(
    "shape",
    ["(-3, 784)", "(99999999999999999999, 9)", "(4611686018427387904, 4)", "(1000000, 1000000)"],
)
def test_a_hostile_shape_is_refused_from_the_header(rebuild, shape):
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}\n"
    message = refusal(rebuild({"parameters/W1.npy": npy_head(header) + bytes(9408)}))
    assert shape in message


@pytest.mark.parametrize(
    "header",
    [
        "__import__('os').mkdir('canary')", "{'descr': [('a', '<f4')], }", "(" * 900,
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 784,, ), }\n", "", "\xff" * 100,
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + "1," * 400 + "), }\n",
    ],
)  # fmt: skip
def test_a_header_that_is_none_is_refused_and_not_evaluated(rebuild, header, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refusal(rebuild({"parameters/W1.npy": npy_head(header) + bytes(9408)}))
    assert not (tmp_path / "canary").exists()


class Canary:
    """An object that makes a folder when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return Path.mkdir, (self.path,)


def test_a_pickle_is_never_unpickled(rebuild, tmp_path):
    canary = Canary(tmp_path / "canary")
    array = np.empty(1, object)
    array[0] = canary
    for content in (npy(array), pickle.dumps(canary)):
        refusal(rebuild({"parameters/W1.npy": content}))
        refusal(rebuild({"manifest.json": content}))
    assert not (tmp_path / "canary").exists()


def test_an_array_shorter_or_longer_than_its_header_is_refused(rebuild, session):
    content = npy(session.parameters.weights[1])
    for changed in (content[:-4], content + bytes(4)):
        message = refusal(rebuild({"parameters/W2.npy": changed}))
        assert "parameters/W2.npy doesn't have the length" in message


@pytest.mark.parametrize("order", [[0] * 50, [*range(1, 51)], [-1, *range(1, 50)]])
def test_an_order_must_hold_each_example_once(rebuild, saved, order):
    content = npy(np.array(order, np.int32))
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["members"]["order.npy"] = hashlib.sha256(content).hexdigest()
    path = rebuild({"order.npy": content, "manifest.json": json.dumps(manifest).encode()})
    assert "not an order of 50 examples" in refusal(path)


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("format", "paint", "not a session file"),
        ("version", 2, "please update Nudges"),
        ("version", 10**30, "version is 1000000000"),
        ("version", 0, "version is 0"),
        ("version", "1", "version is '1'"),
        ("settings.learning_rate", -1, "learning rate -1"),
        ("settings.learning_rate", 1e9, "learning rate 1e+09"),
        ("settings.learning_rate", "abc", "settings.learning_rate is 'abc' where a number"),
        ("settings.learning_rate", True, "settings.learning_rate is True"),
        ("settings.batch_size", 0, "mini-batch of 0"),
        ("settings.batch_size", 51, "mini-batch of 51"),
        ("settings.batch_size", 1.5, "settings.batch_size is 1.5"),
        ("settings.seed", 2**32, "seed 4294967296"),
        ("settings.train_size", 60_001, "training on 60,001"),
        ("settings.momentum", 1, "momentum 1"),
        ("settings.momentum", 0.5, "velocity/W1.npy is missing"),
        ("settings.l2", "x", "settings.l2 is 'x' where a number"),
        ("settings.decay", -1, "decay -1"),
        ("settings", [], "settings is not an object"),
        ("architecture.sizes", [784, 10**9, 10], "1000000000 neurons"),
        ("architecture.sizes", [784, 5000, 5000, 10], "parameters are too many"),
        ("architecture.sizes", [784, 0, 10], "a layer of 0 neurons"),
        ("architecture.sizes", [784, 3.0, 10], "architecture.sizes is a list where"),
        ("architecture.sizes", [784] + [1] * 60 + [10], "a list of at most 10"),
        ("architecture.sizes", [3, 10], "from 3 inputs to 10 outputs"),
        ("architecture.sizes", [784], "input and an output layer"),
        ("architecture.sizes", "784", "architecture.sizes is '784'"),
        ("architecture.activation", "softplus", "unknown activation 'softplus'"),
        ("architecture.activation", "x" * 5000, "architecture.activation is 'xxxx"),
        ("architecture.activation", "a\nb", "architecture.activation is 'a\\nb'"),
        ("architecture.cost", None, "architecture.cost is None"),
        ("progress.step", -1, "progress.step is -1"),
        ("progress.position", 51, "progress.position is 51"),
        ("progress.order_length", 49, "an order of 49 of 50"),
        ("generator.bit_generator", "MT19937", "random numbers of another kind"),
        ("generator.state", str(2**128), "generator.state is"),
        ("generator.state", "-1", "generator.state is"),
        ("generator.state", 12, "generator.state is 12"),
        ("generator.state", "²", "generator.state is"),
        ("generator.has_uint32", 2, "generator.has_uint32 is 2"),
        ("generator.uinteger", 2**32, "generator.uinteger is"),
        ("dataset_sha256", 5, "dataset_sha256 is 5"),
        ("members", {}, "has been changed"),
        ("members.a\nb", 3, "members.a\\nb is 3"),
    ],
)
def test_a_value_out_of_range_is_named(with_field, field, value, why):
    assert why in refusal(with_field(field, value))


@pytest.mark.parametrize(
    "field", ["format", "version", "architecture", "settings", "progress", "generator"]
)
def test_a_missing_field_is_named(saved, rebuild, field):
    with zipfile.ZipFile(saved) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    del manifest[field]
    message = refusal(rebuild({"manifest.json": json.dumps(manifest).encode()}))
    assert f"has no {field}" in message


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe{}", "not JSON"),
        (b"[]", "not an object"),
        (b"null", "not an object"),
        (b'{"format": "nudges session", "version": 1', "not JSON"),
        (b'{"format": NaN}', "no finite number"),
        (b'{"format": -Infinity}', "no finite number"),
        (b'{"format": 1e400}', "no finite number"),
        (b'{"format": ' + b"9" * 5000 + b"}", "a number has 5000 digits"),
        (b'{"format": 1, "format": 2}', "the same name"),
        (b'{"a":' * 12_000, "nested too deeply"),
        (b"[" * 60_000, "nested too deeply"),
        (b"[" * 100_000, "its manifest claims 100,000 bytes"),
    ],
)
def test_a_manifest_that_is_hostile_is_refused(rebuild, content, why):
    assert why in refusal(rebuild({"manifest.json": content}))
