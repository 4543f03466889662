from pathlib import Path

from gui.widgets.save_dialog import SaveDialog


def test_the_name_takes_the_suffix_of_the_kind_that_is_chosen(qtbot):
    dialog = SaveDialog(None, "Export", "walk.npz", "Arrays (*.npz);;Table (*.csv)")
    qtbot.addWidget(dialog)

    dialog.filterSelected.emit("Table (*.csv)")

    assert Path(dialog.selectedFiles()[0]).name == "walk.csv"
    assert dialog.defaultSuffix() == "csv"
