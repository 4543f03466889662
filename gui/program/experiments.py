"""Builds the pages of the experiments and connects them: processes, images, files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PyQt6.QtWidgets import QWidget

from core.data.images import Dataset
from core.errors import NudgesError
from core.network.architecture import Architecture
from core.network.network import Network
from core.storage.atomic import write_atomically
from gui.experiments.data_page import AmountPage, DataPage, ShuffledPage
from gui.experiments.data_presenter import DataPresenter
from gui.experiments.noise_page import NoisePage
from gui.experiments.noise_presenter import NoisePresenter
from gui.experiments.race_page import RacePage
from gui.experiments.race_presenter import RacePresenter
from gui.experiments.saving import picture_of, table_of
from gui.experiments.study_page import StudyPage
from gui.experiments.study_presenter import StudyPresenter
from gui.main_window import scrolling
from gui.program.kept_results import RACE
from gui.program.parts import Parts
from gui.program.result_pages import ListedResults, ShownNoise

Table = Callable[[], Sequence[Sequence[object]]]


def race_page(parts: Parts) -> QWidget:
    """Return the page on which walkers race."""
    page = RacePage(parts.theme)
    presenter = RacePresenter(page, parts.process_jobs, *_sources(parts))
    ListedResults(parts.results, page, RACE, page.name_of)
    page.surface_requested.connect(parts.results.show_race)
    return _connected(parts, page, presenter, presenter.table, "race")


def amount_page(parts: Parts) -> QWidget:
    """Return the page on how much data it takes."""
    return _data_page(parts, AmountPage(parts.theme), "amount-of-data")


def shuffled_page(parts: Parts) -> QWidget:
    """Return the page on shuffled labels."""
    return _data_page(parts, ShuffledPage(parts.theme), "shuffled-labels")


def noise_page(parts: Parts) -> QWidget:
    """Return the page on noise, which shows some as soon as it is built."""
    page = NoisePage(parts.theme)
    images, _ = _sources(parts)
    presenter = NoisePresenter(page, parts.jobs, images, partial(_network, parts))
    ShownNoise(parts.results, presenter)
    return _connected(parts, page, presenter, presenter.table, "noise")


def _data_page(parts: Parts, page: DataPage, name: str) -> QWidget:
    presenter = DataPresenter(page, parts.process_jobs, *_sources(parts))
    ListedResults(parts.results, page, page.kind, page.name_of)
    return _connected(parts, page, presenter, presenter.table, name)


def _connected(
    parts: Parts,
    page: StudyPage,
    presenter: StudyPresenter | NoisePresenter,
    table: Table,
    name: str,
) -> QWidget:
    presenter.refused.connect(parts.refuse)
    page.picture_requested.connect(partial(_save_picture, parts, page, name))
    page.numbers_requested.connect(partial(_save_numbers, parts, table, name))
    return scrolling(page)


def _sources(parts: Parts) -> tuple[Callable[[], Dataset | None], Callable[[], Architecture]]:
    return partial(_dataset, parts), partial(_architecture, parts)


def _dataset(parts: Parts) -> Dataset | None:
    return parts.dataset


def _architecture(parts: Parts) -> Architecture:
    return parts.training.architecture


def _network(parts: Parts) -> Network | None:
    return parts.explain.network


def _save_picture(parts: Parts, page: StudyPage, name: str) -> None:
    _save(parts, picture_of(page, parts.theme), f"nudges-{name}.png", "PNG pictures (*.png)")


def _save_numbers(parts: Parts, table: Table, name: str) -> None:
    _save(parts, table_of(table()), f"nudges-{name}.csv", "Tables (*.csv)")


def _save(parts: Parts, content: bytes, suggestion: str, pattern: str) -> None:
    """Ask where to write, write, and say so."""
    path = parts.messages.file_to_save("Save the experiment", suggestion, pattern)
    if path is None:
        return
    try:
        write_atomically(path, lambda file: file.write(content))
    except NudgesError as error:
        parts.refuse(str(error))
    else:
        parts.notice(f"Written: {path.name}")
