"""Where the files that come with the program lie: templates, fonts, translations."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# A built wheel carries them inside the package; in a checkout they stand beside it.
_PLACES = (_PACKAGE / "resources", _PACKAGE.parent / "resources")


def asset(*parts: str) -> Path:
    """Return the path of a file or folder under ``resources/``: ``asset("fonts", "NotoSansSC-Regular.ttf")``.

    Raises FileNotFoundError where no such thing was shipped: a fault of ours or of the installation, never of
    what a user typed.
    """
    for place in _PLACES:
        path = place.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"not shipped with the program: resources/{'/'.join(parts)}")
