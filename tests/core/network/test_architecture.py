import pytest

from core.errors import ExitCode, UsageError
from core.network.architecture import Architecture, parse_hidden


def test_the_reference_network_has_13_002_parameters():
    architecture = Architecture()

    assert architecture.sizes == (784, 16, 16, 10)
    # 784·16 + 16·16 + 16·10 = 12,960 weights, 16 + 16 + 10 = 42 biases
    assert architecture.parameter_count == 12_960 + 42
    assert str(architecture) == "784-16-16-10"


@pytest.mark.parametrize(
    ("sizes", "hidden", "depth", "count"),
    [
        ((784, 10), (), 1, 7850),
        ((2, 2, 1), (2,), 2, 9),
        ((3, 4, 5, 6, 2), (4, 5, 6), 4, 16 + 25 + 36 + 14),
    ],
)
def test_hidden_sizes_depth_and_parameters_of_any_network(sizes, hidden, depth, count):
    architecture = Architecture(sizes)

    assert (architecture.hidden, architecture.depth) == (hidden, depth)
    assert architecture.parameter_count == count


def test_the_last_layer_behind_the_cross_entropy_is_softmax():
    architecture = Architecture((4, 3, 3, 2), "relu", "cross_entropy")

    names = [architecture.activation_of(layer).name for layer in (1, 2, 3)]

    assert names == ["relu", "relu", "softmax"]


def test_the_last_layer_behind_the_quadratic_cost_is_as_the_others():
    assert Architecture((4, 3, 2), "tanh").activation_of(2).name == "tanh"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (((784,),), "input and an output"),
        (((784, 0, 10),), "0 neurons"),
        (((784, -3, 10),), "-3 neurons"),
        (((784, 5001, 10),), "1 to 5,000"),
        (((784, *[4] * 9, 10),), "9 hidden layers"),
        (((5000, 5000, 10),), "25,055,010 parameters"),
        (((784, 10), "step"), "'step'"),
        (((784, 10), "relu", "mse"), "'mse'"),
    ],
)
def test_what_is_out_of_range_is_refused_with_its_value(arguments, told):
    with pytest.raises(UsageError, match=told) as refusal:
        Architecture(*arguments)

    assert refusal.value.exit_code == ExitCode.USAGE


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("16,16", (16, 16)),
        ("16, 16", (16, 16)),
        ("16-16", (16, 16)),
        (" 30 ", (30,)),
        ("100 50 20", (100, 50, 20)),
        ("", ()),
        ("none", ()),
        ("None", ()),
        ("-", ()),
    ],
)
def test_hidden_sizes_are_read_as_people_write_them(text, sizes):
    assert parse_hidden(text) == sizes


@pytest.mark.parametrize(
    "text",
    [
        "abc", "16,x", "1.5", "-16", "-16,16", "16,-16", "0", "16,0", "5001", "9" * 400, "1e3",
        "16,,16", "16,", ",", "+5", "１６", "1,1,1,1,1,1,1,1,1", "16\n16", "nan",
    ],
)  # fmt: skip
def test_what_is_no_list_of_sizes_is_refused(text):
    with pytest.raises(UsageError):
        parse_hidden(text)


def test_a_refused_text_is_named_with_what_to_write():
    with pytest.raises(UsageError, match=r"'abc'.*16,16.*none"):
        parse_hidden("abc")
