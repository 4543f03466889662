import pytest
from PyQt6.QtCore import QRect
from PyQt6.QtWidgets import QWidget

from gui.training.banner import Banner


@pytest.fixture
def banner(qtbot, theme):
    parent = QWidget()
    parent.resize(700, 300)
    qtbot.addWidget(parent)
    banner = Banner(theme, parent)
    parent.show()
    banner.lie_over(QRect(0, 0, 700, 300))
    yield banner
    parent.close()


def test_it_offers_only_what_there_is_to_offer(banner, qtbot):
    banner.say("It diverged.", offer="Go back")
    with qtbot.waitSignal(banner.offer_taken):
        banner.offer.click()
    banner.say("It stopped.", "")
    assert banner.offer.isHidden()
    assert banner.text == "It stopped."


def test_it_grows_with_its_offer_so_that_nothing_is_cut(banner):
    banner.say("word " * 60, offer="Go back")
    with_offer = banner.height()
    assert banner.rect().contains(banner.offer.geometry())
    banner.say("word " * 60)
    assert banner.height() < with_offer


def test_it_can_be_sent_away(banner, qtbot):
    banner.say("It stopped.")
    with qtbot.waitSignal(banner.dismissed):
        banner.close_button.click()
    assert banner.isHidden()
