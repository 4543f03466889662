import pytest
from PyQt6.QtWidgets import QLabel

from gui.widgets.tabbed_pages import Page, TabbedPages


@pytest.fixture
def built():
    return []


@pytest.fixture
def pages(qtbot, built):
    def page(title, wide=False):
        def build():
            built.append(title)
            return QLabel(f"shows {title}")

        return Page(title, f"hint of {title}", build, wide)

    widget = TabbedPages([page("Near"), page("Far", wide=True)])
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_only_the_page_that_is_shown_is_built(pages, built):
    assert built == ["Near"]
    assert pages.current.title == "Near"


def test_a_page_is_built_once_however_often_it_is_shown(pages, built):
    for title in ("Far", "Near", "Far"):
        pages.show_page(title)

    assert built == ["Near", "Far"]
    assert pages.stack.currentWidget().text() == "shows Far"
    assert pages.current.wide


def test_a_click_shows_a_page_and_says_so(pages, qtbot):
    with qtbot.waitSignal(pages.page_changed) as told:
        pages.tabs.button("Far").click()

    assert told.args == ["Far"]
    assert pages.tabs.button("Far").toolTip() == "hint of Far"


def test_a_single_page_has_no_row_of_names(qtbot):
    widget = TabbedPages([Page("Alone", "", QLabel)])
    qtbot.addWidget(widget)
    widget.show()

    assert not widget.tabs.isVisible()
