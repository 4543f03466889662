import sys

from core.verbs.progress import ProgressBar


class Terminal:
    """A stream that says it is a terminal and keeps what is written to it."""

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None:
        pass


def test_nothing_is_drawn_where_stderr_is_no_terminal(capsys):
    with ProgressBar(10, "steps") as bar:
        bar.advance(5)
        bar.print_beside("a line")

    assert capsys.readouterr() == ("a line\n", "")


def test_on_a_terminal_the_bar_shows_how_far_it_is(monkeypatch, capsys):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    with ProgressBar(10, "steps") as bar:
        bar.advance(5)
        bar.print_beside("a line")

    assert "5/10" in terminal.text
    assert capsys.readouterr().out == "a line\n"
