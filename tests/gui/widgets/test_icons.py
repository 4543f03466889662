import pytest

from gui.theme import Mode, Theme
from gui.widgets.icon_button import IconButton
from gui.widgets.icons import ICON_FOLDER, icon, program_icon, rendered

NAMES = sorted(path.stem for path in ICON_FOLDER.glob("*.svg"))


def ink(pixmap):
    image = pixmap.toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_draws_something_at_16_pixels(qapp, name):
    image = rendered(name, 16, "#ff0000").toImage()
    assert any(image.pixelColor(x, y).alpha() > 128 for x in range(16) for y in range(16))


def test_an_icon_is_tinted_by_the_theme(qapp):
    theme = Theme(Mode.LIGHT)
    assert theme.colors.text in ink(icon("play", theme).pixmap(32, 32))


def test_a_button_is_tinted_again_when_the_theme_changes(qtbot):
    theme = Theme(Mode.DARK)
    button = IconButton(theme, "play", "Play", shortcut="Space")
    qtbot.addWidget(button)
    theme.set_mode(Mode.LIGHT)
    assert theme.colors.text in ink(button.icon().pixmap(32, 32))


def test_a_button_says_what_it_does_and_which_key_does_the_same(qtbot):
    button = IconButton(Theme(Mode.DARK), "play", "Play", shortcut="Space")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Play"
    assert button.toolTip() == "Play (Space)"


def test_the_program_has_an_icon_of_its_own(qapp):
    assert not program_icon().isNull()
