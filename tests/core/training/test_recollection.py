from core.training.messages import Message
from core.training.recollection import Recollection

BEGIN = Message("begin", ("first",))
RESUME = Message("resume", ("saved",))
SPEED = Message("set_speed", (30,))
RATE = Message("set_learning_rate", (0.5,))
REWIND = Message("rewind")


def needed(*commands):
    """Return what a new process must be told for the last of some commands."""
    known = Recollection()
    for command in commands:
        known.take(command)
    return known.needed_for(commands[-1])


def test_a_rewind_needs_the_run_and_all_that_was_set_since():
    assert needed(SPEED, BEGIN, RATE, Message("start"), REWIND) == [SPEED, BEGIN, RATE]


def test_a_resumed_run_must_be_rewound_to_be_at_its_beginning():
    assert needed(RESUME, REWIND) == [RESUME, REWIND]


def test_a_new_run_needs_the_speed_and_nothing_of_the_run_before():
    assert needed(BEGIN, RATE, SPEED, RESUME) == [SPEED, RESUME]


def test_the_last_of_several_settings_counts():
    assert needed(BEGIN, RATE, Message("set_learning_rate", (2.0,)), REWIND) == [
        BEGIN,
        Message("set_learning_rate", (2.0,)),
    ]


def test_the_first_command_of_all_needs_itself_once():
    assert needed(SPEED) == [SPEED]
    assert needed(REWIND) == [REWIND]
