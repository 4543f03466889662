from PyQt6.QtWidgets import QLabel

from gui.landscape.valley_table import ValleyTable


def test_each_column_has_a_head_of_its_own(qtbot):
    table = ValleyTable()
    qtbot.addWidget(table)

    heads = [label.text() for label in table.findChildren(QLabel)]

    assert len(heads) == len(set(heads)) == 7
    assert [head.split() for head in heads if "unseen" in head] == [
        ["unseen", "cost"],
        ["unseen", "accuracy"],
    ]
