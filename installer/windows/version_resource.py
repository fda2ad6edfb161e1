"""The version resource of the two programs: what Windows shows under "details" of a file's properties."""

from installer.windows import product

_SIMPLIFIED_CHINESE, _UNICODE = 0x0804, 1200


def version_text(program: str) -> str:
    """Return the version resource of a program (its file without the suffix) as PyInstaller reads it: an expression."""
    version = product.version()
    numbers = product.version_numbers(version)
    texts = {
        "CompanyName": product.PUBLISHER,
        "FileDescription": product.NAME if program == product.WINDOW else f"{product.NAME}（命令行）",
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": "MIT",
        "OriginalFilename": f"{program}.exe",
        "ProductName": product.NAME,
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in texts.items())
    language = f"{_SIMPLIFIED_CHINESE:04x}{_UNICODE:04x}"
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable({language!r}, [{strings}])]), "
        f"VarFileInfo([VarStruct('Translation', [{_SIMPLIFIED_CHINESE}, {_UNICODE}])])])\n"
    )
