from argparse import ArgumentTypeError

import pytest

from core.verbs import values


@pytest.mark.parametrize(("text", "value"), [("10", 10), ("-1", -1), ("+5", 5), (" 7 ", 7)])
def test_whole_numbers_are_read(text, value):
    assert values.whole_number(text) == value


@pytest.mark.parametrize("text", ["", "1.5", "1e3", "abc", "1_000", "１０", "9" * 5000, "0x10"])
def test_what_is_no_whole_number_is_refused(text):
    with pytest.raises(ArgumentTypeError, match="not a whole number"):
        values.whole_number(text)


@pytest.mark.parametrize(
    ("text", "value"), [("0.5", 0.5), ("1e-3", 0.001), ("-2", -2), (".5", 0.5)]
)
def test_numbers_are_read(text, value):
    assert values.number(text) == value


@pytest.mark.parametrize("text", ["", "nan", "inf", "-inf", "1e400", "0,5", "1_0", "٣", "abc"])
def test_what_is_no_finite_number_is_refused(text):
    with pytest.raises(ArgumentTypeError, match="not a number"):
        values.number(text)


@pytest.mark.parametrize("text", ["1440x900", "1440X900", "1440×900", " 1440x900 "])
def test_sizes_are_read_as_people_write_them(text):
    assert values.window_size(text) == (1440, 900)


@pytest.mark.parametrize("text", ["", "1440", "1440x", "x900", "0x0", "-5x5", "99999x99999", "axb"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(ArgumentTypeError, match=r"1440x900|320 to"):
        values.window_size(text)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (values.epochs, "0"),
        (values.epochs, "100001"),
        (values.digit, "10"),
        (values.digit, "-1"),
        (values.walk_step, "0"),
        (values.scale, "0.1"),
        (values.scale, "5"),
    ],
)
def test_what_is_out_of_range_is_refused_with_value_and_limits(read, text):
    with pytest.raises(ArgumentTypeError, match=rf"{text}.*out of range.*\d"):
        read(text)


@pytest.mark.parametrize("text", ["One example", "one-example", "ONE_EXAMPLE", " one  example "])
def test_a_perspective_is_named_in_any_writing(text):
    assert values.perspective(text) == "one-example"


def test_an_empty_file_name_is_refused():
    with pytest.raises(ArgumentTypeError, match="empty"):
        values.file_name("")
