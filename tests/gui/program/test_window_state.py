from core.training.endings import StopRules
from gui.program.window_state import keep, take_up
from gui.storage.memory import Memory, recall


def test_what_was_remembered_is_taken_up_and_kept(program, tmp_path):
    memory = Memory(
        "dark", True, 0.25, 0.3, 0.4, momentum=0.9, l2=0.001, rules=StopRules(accuracy=0.95)
    )

    take_up(program, memory)
    keep(program, tmp_path / "window.json")

    assert program.walker.reduced_motion
    assert program.window.columns.sizes()[0] == round(0.25 * program.window.columns.width())
    assert recall(tmp_path / "window.json") == memory
