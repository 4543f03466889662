"""Connects the picture of the network: pixels and neurons, what is drawn, pictures to keep."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QObject, QPoint, Qt, pyqtSlot

from core.explain.signals import Quantity
from gui import errands
from gui.network_view.inputs import InputChoice, Pixels
from gui.network_view.scene import NeuronId
from gui.network_view.sharp_edges import RasterRequest
from gui.picture_orders import PictureMenu, PictureOrder, deliver
from gui.program.export_orders import file_name
from gui.program.parts import Parts


class ViewWiring(QObject):
    """Brings pointing, choices and orders at the picture to whoever answers them."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._parts = parts
        self._connect_view()
        self._connect_choices()
        self._connect_actions()
        self._show_inputs(parts.explain.inputs)

    def _connect_view(self) -> None:
        parts, view = self._parts, self._parts.view
        view.rasters_wanted.connect(self._prepare_rasters)
        view.menu_wanted.connect(self._offer_pictures)
        view.neuron_hovered.connect(self._light_pixel)
        view.neuron_clicked.connect(parts.explain.choose_focus)
        view.neuron_clicked.connect(parts.pinning.pin)
        view.connection_clicked.connect(parts.pinning.pin)
        parts.pinning.changed.connect(view.set_pinned)
        parts.explanation.neuron_hovered.connect(view.set_lit)
        parts.example.pixel_hovered.connect(view.set_lit_input)
        parts.example.pixel_clicked.connect(parts.stage.set_region)
        parts.example.inputs.pixels_chosen.connect(parts.stage.choose_pixels)
        parts.example.inputs.all_chosen.connect(parts.stage.show_all_inputs)
        parts.example.cells.neuron_hovered.connect(parts.view.set_lit)

    def _connect_choices(self) -> None:
        parts, stage = self._parts, self._parts.stage
        parts.view_controls.lines_chosen.connect(stage.lines.choose_title)
        parts.view_controls.all_inputs_chosen.connect(stage.show_all_inputs)
        stage.lines_shown.connect(self._show_lines)
        stage.inputs_changed.connect(self._show_inputs)

    def _connect_actions(self) -> None:
        actions, stage, view = self._parts.actions, self._parts.stage, self._parts.view
        for quantity in Quantity:
            action = actions[f"lines_{quantity.value}"]
            action.triggered.connect(partial(stage.lines.choose, quantity))
        actions["all_inputs"].triggered.connect(stage.show_all_inputs)
        for pixels in Pixels:
            action = actions[f"pixels_{pixels.value}"]
            action.triggered.connect(partial(stage.choose_pixels, pixels))
        actions["zoom_in"].triggered.connect(view.zoom_in)
        actions["zoom_out"].triggered.connect(view.zoom_out)
        actions["fit"].triggered.connect(view.fit)

    @pyqtSlot(str, str)
    def _show_lines(self, title: str, deciding: str) -> None:
        """Show what the lines show, over the picture and in the menu."""
        parts = self._parts
        parts.view_controls.set_lines(title, deciding)
        parts.actions[f"lines_{parts.stage.lines.quantity.value}"].setChecked(True)

    @pyqtSlot(object)
    def _show_inputs(self, inputs: InputChoice) -> None:
        """Show which inputs are drawn, over the picture and in the menu."""
        self._parts.view_controls.set_all_inputs(inputs.everything)
        self._parts.actions["all_inputs"].setChecked(inputs.everything)
        self._parts.actions[f"pixels_{inputs.pixels.value}"].setChecked(True)

    @pyqtSlot(object)
    def _light_pixel(self, neuron: NeuronId | None) -> None:
        """Light the pixel of an input neuron that is pointed at."""
        of_input = neuron is not None and neuron.layer == 0
        self._parts.example.set_lit(neuron.index if neuron is not None and of_input else None)

    @pyqtSlot(QPoint)
    def _offer_pictures(self, place: QPoint) -> None:
        """Open the menu of the network's picture."""
        view = self._parts.view
        menu = PictureMenu(view.width(), view.height(), view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.ordered.connect(self._deliver_picture)
        menu.popup(place)

    @pyqtSlot(object)
    def _deliver_picture(self, order: PictureOrder) -> None:
        parts = self._parts
        deliver(order, parts.view, parts.theme, parts.messages, file_name(parts, "network"))

    @pyqtSlot(object)
    def _prepare_rasters(self, request: RasterRequest) -> None:
        """Prepare the lines of a large layout; meanwhile the view shows its old picture."""
        job = self._parts.jobs.create(partial(errands.build_rasters, request))
        job.done.connect(self._parts.view.set_rasters)
        job.failed.connect(self._no_rasters)
        job.start()

    @pyqtSlot(str)
    def _no_rasters(self, why: str) -> None:
        self._parts.view.set_rasters(None)
        self._parts.refuse(f"The connections can't be drawn so large: {why}")
