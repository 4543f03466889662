import pytest

from gui.walker import DWELL_SECONDS, PLAY_SECONDS, SHOW_SECONDS, Walker


@pytest.fixture
def walker():
    walker = Walker()
    walker.set_count(5)
    return walker


@pytest.fixture
def moves(walker):
    moves = []
    walker.moved.connect(lambda: moves.append((walker.index, walker.alpha)))
    return moves


def place(walker):
    return walker.index, walker.alpha


def test_a_walk_begins_at_its_first_step_complete(walker):
    assert place(walker) == (0, 1.0)
    assert walker.position == 0
    assert not walker.moving


def test_forward_begins_the_next_step(walker, moves):
    walker.forward()

    assert moves == [(1, 0.0)]
    assert walker.moving


def test_a_step_unfolds_with_time_to_its_end_and_rests_there(walker):
    walker.forward()
    walker.advance(SHOW_SECONDS / 4)
    assert walker.alpha == pytest.approx(0.25)
    assert walker.position == pytest.approx(0.25)

    walker.advance(SHOW_SECONDS)
    assert place(walker) == (1, 1.0)
    walker.advance(100)
    assert place(walker) == (1, 1.0)


def test_back_gives_the_step_before_complete(walker):
    walker.go_to(2.4)

    walker.back()

    assert place(walker) == (2, 1.0)


def test_at_the_ends_it_stays(walker):
    walker.back()
    assert place(walker) == (0, 1.0)
    walker.last()
    walker.forward()
    assert place(walker) == (4, 1.0)


def test_forward_and_back_by_k_steps_is_where_it_began(walker):
    walker.go_to(1)
    for _ in range(3):
        walker.forward()
    for _ in range(3):
        walker.back()

    assert place(walker) == (1, 1.0)


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (0, (0, 1.0)),
        (-3, (0, 1.0)),
        (0.25, (1, 0.25)),
        (1, (1, 1.0)),
        (2.5, (3, 0.5)),
        (4, (4, 1.0)),
        (9, (4, 1.0)),
    ],
)
def test_a_scrubbed_position_is_a_step_and_its_alpha(walker, position, expected):
    walker.go_to(position)

    assert place(walker) == expected
    assert walker.position == min(max(position, 0), 4)


def test_playing_unfolds_dwells_and_goes_on(walker):
    walker.toggle()
    assert walker.playing
    walker.advance(DWELL_SECONDS)
    assert place(walker) == (1, 0.0)
    walker.advance(PLAY_SECONDS / 2)
    assert walker.alpha == pytest.approx(0.5)
    walker.advance(PLAY_SECONDS / 2)
    walker.advance(DWELL_SECONDS * 0.9)
    assert place(walker) == (1, 1.0)
    walker.advance(DWELL_SECONDS * 0.2)
    assert place(walker) == (2, 0.0)


def test_playing_stops_by_itself_at_the_end(walker):
    told = []
    walker.playing_changed.connect(told.append)
    walker.go_to(3)
    walker.toggle()

    for _ in range(100):
        walker.advance(1.0)

    assert place(walker) == (4, 1.0)
    assert told == [True, False]
    assert not walker.moving


def test_playing_at_the_end_begins_anew(walker):
    walker.last()

    walker.toggle()

    assert place(walker) == (0, 0.0)
    assert walker.playing


def test_speed_makes_all_of_playing_faster(walker):
    walker.set_speed(4)
    walker.toggle()
    walker.advance(DWELL_SECONDS / 4)
    walker.advance(PLAY_SECONDS / 8)

    assert walker.index == 1
    assert walker.alpha == pytest.approx(0.5)


@pytest.mark.parametrize(("asked", "given"), [(0, 0.25), (100, 4.0), (2, 2)])
def test_a_speed_has_its_limits(walker, asked, given):
    walker.set_speed(asked)

    assert walker.speed == given


@pytest.mark.parametrize("move", ["forward", "back", "first", "last"])
def test_a_step_by_hand_ends_playing(walker, move):
    walker.toggle()

    getattr(walker, move)()

    assert not walker.playing


def test_stopping_lets_the_step_under_way_unfold(walker):
    walker.toggle()
    walker.advance(DWELL_SECONDS)

    walker.stop()

    assert walker.moving
    walker.advance(SHOW_SECONDS)
    assert place(walker) == (1, 1.0)


def test_with_reduced_motion_a_step_is_complete_at_once(walker):
    walker.reduced_motion = True

    walker.forward()

    assert place(walker) == (1, 1.0)


def test_with_reduced_motion_playing_jumps_from_step_to_step(walker):
    walker.reduced_motion = True
    walker.toggle()
    walker.advance(DWELL_SECONDS)
    walker.advance(0.016)

    assert place(walker) == (1, 1.0)


def test_a_shorter_walk_moves_a_place_beyond_its_end_to_its_end(walker, moves):
    walker.last()

    walker.set_count(3)

    assert moves[-1] == (2, 1.0)


def test_a_longer_walk_moves_nothing(walker, moves):
    walker.set_count(9)

    assert moves == []
