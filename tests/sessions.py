"""What tests compare of sessions."""


def bits(session):
    """Return all that decides how a run goes on."""
    velocity = None if session.velocity is None else session.velocity.vector.tobytes()
    return (
        session.parameters.vector.tobytes(),
        velocity,
        session.order.tobytes(),
        repr(session.generator_state),
        (session.step, session.epoch, session.position, session.settings),
    )
