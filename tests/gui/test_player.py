import pytest

from gui.explain.transport import TransportBar
from gui.player import Player
from gui.theme import Mode, Theme
from gui.walker import Walker


@pytest.fixture
def walkers():
    walk, replay = Walker(), Walker(dwell_seconds=0.0)
    walk.set_count(9)
    replay.set_count(5)
    return walk, replay


@pytest.fixture
def transport(qtbot):
    transport = TransportBar(Theme(Mode.DARK))
    qtbot.addWidget(transport)
    return transport


@pytest.fixture
def player(transport, walkers):
    player = Player(transport, walkers[0])
    player.bring(walkers[0], [(str(step), "") for step in range(9)])
    return player


def test_the_transports_buttons_move_the_walker_in_front(player, transport, walkers):
    transport.last.click()
    assert (walkers[0].index, walkers[1].index) == (8, 0)
    transport.timeline.scrubbed.emit(2.5)
    assert walkers[0].position == 2.5


def test_the_timeline_shows_the_walker_in_front_alone(player, transport, walkers):
    walk, replay = walkers
    walk.go_to(6)
    player.bring(replay, [(str(step), "") for step in range(5)])
    assert transport.timeline.position == 0
    walk.go_to(3)
    assert transport.timeline.position == 0
    replay.go_to(4)
    assert transport.timeline.position == 4


def test_what_is_brought_to_the_back_stops_playing(player, transport, walkers):
    walk, replay = walkers
    player.toggle()
    assert walk.playing
    player.bring(replay, [(str(step), "") for step in range(5)])
    assert not walk.playing
    assert transport.play.icon_name == "play"
