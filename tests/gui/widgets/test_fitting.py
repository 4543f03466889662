from gui.widgets.fitting import FittingLabel

FORMS = ("not reached yet: appears with step nudges 2", "not yet: step nudges 2", "not yet")


def test_the_longest_form_that_fits_is_shown(qtbot):
    label = FittingLabel(*FORMS)
    qtbot.addWidget(label)
    for form in FORMS:
        label.resize(label.fontMetrics().horizontalAdvance(form) + 1, 20)
        assert label.shown_text() == form
    label.resize(12, 20)
    assert label.shown_text() != FORMS[-1]
    assert label.shown_text().endswith("…")


def test_no_words_are_shown_as_none(qtbot):
    label = FittingLabel()
    qtbot.addWidget(label)
    label.set_forms()
    assert label.shown_text() == ""
    label.grab()
