"""Loading what the other pages need while the first one is read."""

from threading import Event

from settlement_app.gui.pages.catalogue import loading
from settlement_app.gui.preload import Preload


def test_pieces_are_loaded_one_after_the_other_until_it_is_stopped() -> None:
    done: list[int] = []
    began, go_on = Event(), Event()

    def wait() -> None:
        began.set()
        assert go_on.wait(10)
        done.append(2)

    preload = Preload([lambda: done.append(1), wait, lambda: done.append(3)])
    preload.start()
    assert began.wait(10)
    go_on.set()
    preload.stop()
    assert done[:2] == [1, 2]
    assert not preload.is_alive()


def test_one_that_was_never_started_can_be_stopped() -> None:
    Preload([]).stop()


def test_every_piece_can_be_loaded() -> None:
    for load in loading():
        load()
