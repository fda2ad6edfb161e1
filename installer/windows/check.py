"""How a check of the trial fails."""


class CheckFailed(Exception):
    """The installed program does not do what it should; the text says in Chinese what."""


def expect(holds: object, sentence: str) -> None:
    """Raise CheckFailed with the sentence unless something holds."""
    if not holds:
        raise CheckFailed(sentence)
