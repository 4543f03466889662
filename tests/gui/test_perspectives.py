from gui.perspectives import NAMES, PERSPECTIVES, TITLES, named, titled
from gui.program.perspectives import BUILDERS


def test_every_perspective_has_a_panel():
    assert set(BUILDERS) == set(NAMES)


def test_a_perspective_is_found_by_its_name_and_by_its_title():
    for each in PERSPECTIVES:
        assert named(each.name) is titled(each.title) is each
    assert len(set(TITLES)) == len(TITLES)
