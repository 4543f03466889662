def test_a_lit_neuron_lights_its_pixel_and_a_pixel_its_neuron(program):
    place = int(program.view.scene.shown[0][3])

    program.view.neuron_hovered.emit(program.view.scene.neuron_at(0, 3))
    assert program.example.digit._lit == place
    program.view.neuron_hovered.emit(program.view.scene.neuron_at(1, 0))
    assert program.example.digit._lit is None
    program.example.pixel_hovered.emit(place)
    assert program.view._lit == program.view.scene.neuron_at(0, 3)
