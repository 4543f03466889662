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
    program.actions["shortcuts"].trigger()
    program.actions["about"].trigger()

    keys, about = program.messages.informations
    assert "One mini-batch" in keys
    assert "F6" in keys
    assert about.endswith(ABOUT)
