"""The plots of a run as cards, in the window as it is dressed."""


def test_the_cost_over_its_curve_is_not_cut_in_the_smallest_window(dressed, program, qtbot):
    program.window.resize(1024, 640)
    program.window.show()
    program.training.run_batch()
    value = program.training_panel.cost.value
    qtbot.waitUntil(lambda: value.text() not in ("", "–"))

    value.set_forms("0.0928")  # as wide as a cost is for most of a run

    qtbot.waitUntil(lambda: value.shown_text() == "0.0928", timeout=5000)
