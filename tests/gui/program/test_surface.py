import numpy as np
import pytest

from core.experiments.race import Race, Walker
from core.experiments.race_run import run_race
from core.explain.places import Place
from core.landscape.sample import mean_cost
from core.landscape.survey import Kind
from core.network.architecture import Architecture
from core.progress import Unwatched
from gui.experiments.race_page import RacePage
from gui.landscape.surface_panel import LINE, SurfacePanel
from gui.network_view.scene import ConnectionId
from gui.perspectives import DESCEND
from tests.gui.running import run_batches, shown_vector


def opened(program, qtbot):
    program.stage.set_perspective(DESCEND)
    program.perspectives._panels[DESCEND].show_page("Surface")
    panel = program.window.findChild(SurfacePanel)
    wait_for_map(panel, qtbot)
    return panel


def wait_for_map(panel, qtbot, step=None):
    def made():
        survey = panel.map.survey
        return survey is not None and survey.complete and step in (None, survey.order.step)

    qtbot.waitUntil(made, timeout=20_000)


def choose(panel, index, qtbot):
    panel.choice.kinds.setCurrentIndex(index)
    kind = panel.choice.kind
    qtbot.waitUntil(
        lambda: panel.problem.text() != "" or panel.map.survey.order.kind is kind, timeout=20_000
    )


def test_the_map_is_that_of_the_network_of_now(program, qtbot):
    panel = opened(program, qtbot)
    survey = panel.map.survey
    assert np.array_equal(survey.plane.origin, program.run_path.network.parameters.vector)
    assert survey.cost == pytest.approx(mean_cost(program.run_path.network, survey.order.sample))
    assert "the first 200 training images" in panel.data.text()


def test_when_the_run_pauses_the_map_is_made_anew(program, qtbot):
    panel = opened(program, qtbot)
    run_batches(program, qtbot, 5)
    wait_for_map(panel, qtbot, step=5)
    assert panel.map.survey.path.steps[0] == 0


def test_a_click_shows_the_network_there_and_the_way_back(program, qtbot, run_of):
    panel = opened(program, qtbot)
    before, run = shown_vector(program).copy(), run_of(program).parameters.vector.copy()
    panel.map.chosen.emit(1.0, -0.5)
    qtbot.waitUntil(panel.back.isVisible)
    there = panel.map.survey.plane.point(1.0, -0.5)
    assert shown_vector(program) == pytest.approx(there, abs=1e-6)
    assert np.array_equal(run_of(program).parameters.vector, run)
    panel.back.click()
    assert np.array_equal(shown_vector(program), before)


@pytest.mark.parametrize("deed", ["value", "step", "listen"])
def test_nothing_is_done_to_the_run_while_a_place_is_visited(program, qtbot, run_of, settle, deed):
    panel, before = opened(program, qtbot), run_of(program).parameters.vector.copy()
    panel.map.chosen.emit(1.0, -0.5)
    qtbot.waitUntil(panel.back.isVisible)

    if deed == "value":
        program.value_card.value_wanted.emit(Place(1, 0, 400), 0.75)
    else:
        program.actions["make_step" if deed == "step" else "listen"].trigger()
    settle(program)
    assert np.array_equal(run_of(program).parameters.vector, before)
    assert "go back first" in program.messages.notices[-1]

    panel.back.click()
    program.value_card.value_wanted.emit(Place(1, 0, 400), 0.75)
    qtbot.waitUntil(lambda: program.edit_orders.edits.to_undo is not None)
    assert np.sum(run_of(program).parameters.vector != before) == 1


def test_while_the_clock_ticks_the_runs_network_comes_back_in_the_next_frame(program, qtbot):
    panel, before = opened(program, qtbot), shown_vector(program).copy()
    panel.map.chosen.emit(1.0, -0.5)
    qtbot.waitUntil(panel.back.isVisible)
    program.clock.keep_running("test", True)

    panel.back.click()
    assert program.visiting
    qtbot.waitUntil(lambda: not program.visiting)

    program.clock.keep_running("test", False)
    assert np.array_equal(shown_vector(program), before)


def test_leaving_the_page_shows_the_network_of_the_run(program, qtbot):
    panel = opened(program, qtbot)
    before = shown_vector(program).copy()
    panel.map.chosen.emit(1.0, -0.5)
    qtbot.waitUntil(panel.back.isVisible)
    program.stage.set_perspective("one-example")
    assert np.array_equal(shown_vector(program), before)
    assert panel.back.isHidden()


def test_a_path_plane_without_a_path_is_said(program, qtbot):
    panel = opened(program, qtbot)
    choose(panel, 2, qtbot)
    assert "no path yet" in panel.problem.text()
    assert panel.map.isHidden()


def test_after_training_the_path_plane_says_how_much_it_holds(program, qtbot):
    for _ in range(5):
        run_batches(program, qtbot, 3)
    panel = opened(program, qtbot)
    choose(panel, 2, qtbot)
    wait_for_map(panel, qtbot)
    assert "of the path's length lies in this plane" in panel.path.text()


def test_two_texts_for_one_parameter_are_said_with_what_to_do(program, qtbot):
    panel = opened(program, qtbot)
    for field in panel.choice.fields:
        field.setText("2, 1, 3")
    choose(panel, 1, qtbot)
    assert "choose another parameter" in panel.problem.text()


def test_a_computation_can_be_given_up_and_begun_again(program, qtbot):
    panel = opened(program, qtbot)
    shown = panel.map.survey
    panel.wanted.emit()
    panel.cancelled.emit()
    assert panel.map.survey is shown
    panel.wanted.emit()
    qtbot.waitUntil(lambda: panel.map.survey is not shown, timeout=20_000)
    wait_for_map(panel, qtbot)


def test_the_line_down_the_gradient_is_shown(program, qtbot):
    panel = opened(program, qtbot)
    panel.views.button(LINE).click()
    qtbot.waitUntil(lambda: panel.plot.curves is not None, timeout=20_000)
    x, y, slope = panel.plot.curves.tangent
    assert (x, y) == (0.0, pytest.approx(panel.map.survey.cost))
    assert slope == pytest.approx(-panel.map.survey.gradient_size)


def test_another_run_forgets_the_path_and_keeps_its_end(program, qtbot):
    run_batches(program, qtbot, 120)
    program.actions["train_rewind"].trigger()
    qtbot.waitUntil(lambda: program.run_path.step == 0)
    assert len(program.run_path.path) == 1
    assert [end.name for end in program.run_path.ends] == ["seed 0, step 120"]


def test_while_the_run_goes_on_its_point_moves_and_the_plane_stays(program, qtbot):
    panel = opened(program, qtbot)
    made = panel.map.survey
    program.actions["train_toggle"].trigger()
    qtbot.waitUntil(lambda: "away from this plane" in panel.moved.text(), timeout=20_000)
    assert panel.map.survey is made
    program.actions["train_toggle"].trigger()
    qtbot.waitUntil(lambda: panel.map.survey is not made, timeout=20_000)
    wait_for_map(panel, qtbot)


def test_a_parameter_pinned_in_the_picture_becomes_a_direction(program, qtbot):
    panel = opened(program, qtbot)
    choose(panel, 1, qtbot)
    program.pinning.pin(ConnectionId(2, 1, 3))
    qtbot.waitUntil(lambda: panel.map.survey.plane.names[0] == Place(2, 1, 3).name, timeout=20_000)
    assert panel.choice.fields[0].text() == "2, 1, 3"


@pytest.fixture
def raced(program):
    race = Race(Architecture((784, 6, 10)), (Walker(10, 30), Walker(100, 8)), train_size=100)
    return run_race(race, Unwatched(), program.dataset)


def show_race(program, qtbot, result):
    program.stage.set_perspective(DESCEND)
    program.perspectives._panels[DESCEND].show_page("Race")
    page = program.window.findChild(RacePage)
    page.results.add(page.name_of(result), result)
    page.on_surface.click()
    panel = program.window.findChild(SurfacePanel)
    qtbot.waitUntil(
        lambda: (
            panel.map.survey is not None
            and panel.map.survey.order.kind is Kind.RACE
            and panel.map.survey.complete
        ),
        timeout=20_000,
    )
    return panel


def test_a_race_is_shown_on_the_surface_from_its_page(program, qtbot, raced):
    panel = show_race(program, qtbot, raced)
    survey = panel.map.survey
    assert panel.isVisible()
    assert [path.steps[-1] for path in survey.walked] == [30, 8]
    for walked, path in zip(survey.order.walked, raced.paths, strict=True):
        assert np.array_equal(walked.path.vectors[-1], path.parameters[-1])
    assert "Batches of 10: " in panel.path.text()
    assert "All 100: " in panel.path.text()
    assert "the common start" in panel.data.text()


def test_the_ways_of_walkers_differ_in_colour_as_their_curves_do(program, qtbot, raced):
    panel = show_race(program, qtbot, raced)
    assert panel.map._walkers == ("positive", "negative")
    image = panel.map.grab().toImage()
    path = panel.map.survey.walked[0]
    between = [(one + other) / 2 for one, other in zip(path.places, path.places[1:], strict=False)]
    color = program.theme.color("positive").name()
    places = [panel.map.to_pixels(*place) for place in between]
    assert any(image.pixelColor(place.toPoint()).name() == color for place in places)


def test_a_run_that_goes_on_leaves_the_map_of_a_race(program, qtbot, raced):
    panel = show_race(program, qtbot, raced)
    survey = panel.map.survey
    run_batches(program, qtbot, 5)
    qtbot.wait(300)
    assert panel.map.survey is survey
    assert panel.moved.isHidden()


def test_without_a_race_its_plane_says_where_to_start_one(program, qtbot):
    panel = opened(program, qtbot)
    choose(panel, list(Kind).index(Kind.RACE), qtbot)
    assert "start one on the page Race" in panel.problem.text()


def test_a_place_of_another_networks_map_is_not_visited(program, qtbot, raced):
    panel = show_race(program, qtbot, raced)
    before = shown_vector(program).copy()
    panel.map.chosen.emit(0.5, 0.5)
    assert "another network" in panel.moved.text()
    assert np.array_equal(shown_vector(program), before)
