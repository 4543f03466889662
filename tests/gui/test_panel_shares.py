import pytest

from gui.panel_shares import PanelShares


def test_in_the_usual_window_the_panels_have_their_usual_sizes():
    assert PanelShares().columns(1440) == [292, 784, 364]
    assert PanelShares().rows(900) == [668, 232]


@pytest.mark.parametrize("width", range(640, 8000, 333))
def test_the_picture_has_most_of_the_width_and_nothing_is_lost(width):
    columns = PanelShares().columns(width)

    assert sum(columns) == width
    assert columns[1] >= 0.44 * width


def test_panels_stop_growing():
    assert PanelShares().columns(5000)[::2] == PanelShares().columns(9000)[::2] == [400, 600]
    assert PanelShares().rows(3000)[1] == PanelShares().rows(5000)[1] == 360


def test_what_the_user_gave_is_a_share():
    shares = PanelShares(left=0.25, right=0.125, training=0.0)

    assert shares.columns(2000) == [500, 1250, 250]
    assert shares.rows(1000) == [1000, 0]


@pytest.mark.parametrize("height", [560, 640, 700, 900])
def test_a_window_that_is_not_low_shows_all_of_training(height):
    above, training = PanelShares().rows(height)

    assert training >= 228
    assert above + training == height


def test_in_a_low_window_the_picture_has_two_thirds_of_the_height():
    assert PanelShares().rows(480)[0] >= 320


@pytest.mark.parametrize("width", [1024, 1440, 2560])
def test_a_wide_page_has_more_room_and_the_picture_stays_in_sight(width):
    left, centre, right = PanelShares().columns(width, wide=True)

    assert left + centre + right == width
    assert right > PanelShares().columns(width)[2]
    assert centre >= 0.3 * width


def test_a_wide_page_has_a_share_of_its_own():
    shares = PanelShares(right=0.2, wide=0.5)

    assert shares.columns(1000)[2] == 200
    assert shares.columns(1000, wide=True)[2] == 500
