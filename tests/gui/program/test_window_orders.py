from PyQt6.QtCore import Qt

from gui.program.window_orders import ABOUT


def test_a_picture_of_the_window_is_saved(program, tmp_path):
    program.messages.path = tmp_path / "window.png"

    program.actions["save_picture"].trigger()

    assert (tmp_path / "window.png").read_bytes().startswith(b"\x89PNG")
    assert program.messages.notices == ["Picture saved: window.png"]


def test_a_picture_that_cannot_be_written_is_refused(program, tmp_path):
    program.messages.path = tmp_path / "none" / "window.png"

    program.actions["save_picture"].trigger()

    assert "window.png" in program.messages.errors[0]


def test_help_names_the_keys_and_about_the_license(program):
    program.actions["about"].trigger()
    program.actions["shortcuts"].trigger()

    (about,) = program.messages.informations
    assert about.endswith(ABOUT)
    sheet = program.window_orders.keyboard
    assert sheet.isVisible()
    assert "One mini-batch: F6 or B" in sheet.table.accessibleDescription()


def test_a_command_that_is_found_is_carried_out(program, qtbot):
    program.actions["palette"].trigger()
    palette = program.window_orders.palette

    qtbot.keyClicks(palette.field, "desc")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    assert program.stage.perspective == "descend"
    assert palette.isHidden()


def test_letters_typed_into_the_palette_are_no_shortcuts(program, qtbot):
    index = program.chooser.index
    program.actions["palette"].trigger()

    qtbot.keyClicks(program.window_orders.palette.field, "n")

    assert program.chooser.index == index
    assert program.window_orders.palette.field.text() == "n"


def test_of_palette_and_sheet_only_one_is_open(program):
    palette, sheet = program.window_orders.palette, program.window_orders.keyboard

    program.actions["palette"].trigger()
    program.actions["shortcuts"].trigger()
    assert (palette.isVisible(), sheet.isVisible()) == (False, True)
    program.actions["palette"].trigger()
    assert (palette.isVisible(), sheet.isVisible()) == (True, False)
