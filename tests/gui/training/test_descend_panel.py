import pytest

from core.training.settings import TrainingSettings
from gui.training.descend_panel import DescendPanel, caption_of, size_rows, title_of
from gui.widgets.batch_pictures import BatchPictures


@pytest.fixture
def panel(qtbot, theme, images):
    panel = DescendPanel(theme)
    qtbot.addWidget(panel)
    panel.set_images(images)
    panel.resize(364, 640)
    panel.show()
    return panel


def test_the_title_counts_mini_batches_from_the_start_of_the_run(make_records):
    (record,) = make_records([0.5], first=6_037)
    assert title_of(record) == "Mini-batch 6,037 · epoch 1"


def test_a_mini_batch_keeps_the_learning_rate_with_which_it_was_made(panel, make_records, qtbot):
    panel.set_settings(TrainingSettings(learning_rate=0.5))
    panel.set_record(make_records([0.25])[0])
    panel.set_settings(TrainingSettings(learning_rate=7))
    panel.hide()
    panel.show()
    assert "learning rate 0.5 times" in panel.caption.text()


def test_the_caption_names_examples_rate_and_cost(make_records):
    (record,) = make_records([0.25])
    words = caption_of(record, TrainingSettings(learning_rate=0.5))
    assert "mean nudge of 10 examples" in words
    assert "learning rate 0.5 times" in words
    assert "mean cost was 0.250" in words


def test_the_caption_says_what_momentum_penalty_and_decay_do_to_a_step(make_records):
    settings = TrainingSettings(learning_rate=0.5, momentum=0.9, l2=0.01, decay=0.5)
    (record,) = make_records([0.25])
    words = caption_of(record._replace(epoch=2), settings)
    assert "learning rate 0.25 times the nudge" in words
    assert "less 0.25 × 0.01 of each weight itself" in words
    assert "plus 0.9 times the change before" in words


def test_the_formula_is_that_of_the_settings(panel):
    panel.set_settings(TrainingSettings())
    assert "mu" not in panel.formula.accessibleName()
    panel.set_settings(TrainingSettings(momentum=0.9, l2=0.01))
    assert "mu times v" in panel.formula.accessibleName()
    assert "lambda times w" in panel.formula.accessibleName()


def test_each_layer_has_a_bar_as_long_as_its_gradient(make_records):
    rows = size_rows(make_records([1.0])[0])
    assert [row.label for row in rows] == ["layer 3", "layer 2", "layer 1"]
    assert [row.value for row in rows] == pytest.approx([0.1, 0.2, 0.3])


@pytest.mark.parametrize(
    ("examples", "shown", "more"), [(10, 10, ""), (20, 20, ""), (100, 20, "and 80 more")]
)
def test_up_to_twenty_pictures_are_shown_and_the_rest_counted(
    panel, make_records, examples, shown, more
):
    panel.set_record(make_records([1.0], examples=examples)[0])
    assert (panel.pictures.shown, panel.more.text()) == (shown, more)


def test_a_flood_of_records_is_written_once_and_the_newest_at_last(qtbot, panel, make_records):
    for record in make_records([1.0] * 50):
        panel.set_record(record)
    assert panel.title.text().startswith("Mini-batch 1 ·")
    qtbot.waitUntil(lambda: panel.title.text().startswith("Mini-batch 50 ·"))


def test_clearing_shows_what_to_do(panel, make_records):
    panel.set_record(make_records([1.0])[0])
    panel.clear()
    assert not panel.pictures.isVisible()
    assert "one mini-batch" in panel.caption.text()


def test_the_middle_of_a_picture_has_the_brightness_of_its_pixel(qtbot, theme, images):
    pictures = BatchPictures(theme)
    qtbot.addWidget(pictures)
    pictures.resize(416, 90)
    picture = images.picture(0).copy()
    picture[:] = 200
    pictures.set_pictures([picture])
    color = pictures.grab().toImage().pixelColor(20, 20)
    assert abs(color.red() - 200) <= 2
