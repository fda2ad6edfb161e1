"""The software bill of materials beside an installer: CycloneDX 1.6, as JSON.

Written by hand, since it is a list of a dozen packages: the library for it would bring more packages than it lists.
"""

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from installer.windows import product

# What comes with the program and is no package of Python: name, version, licence.
_ENCLOSED = (
    ("Noto Sans SC", "2.004-H2", "OFL-1.1"),
    ("Lucide icons", "1.62.0", "ISC"),
)


def bill(setup: Path, version: str, packages: Sequence[Mapping[str, str]]) -> str:
    """Return the bill of materials of an installer; ``packages`` as the bundle's specification wrote them down."""
    digest = hashlib.sha256(setup.read_bytes()).hexdigest()
    parts = [
        _component(**package, purl=_purl(package))
        for package in packages
        if package["name"] != product.WINDOW
    ]
    parts += [_component(name, enclosed, licence) for name, enclosed, licence in _ENCLOSED]
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        # From the installer's hash: the same installer has the same bill.
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
        "version": 1,
        "metadata": {
            "component": {
                **_component(product.WINDOW, version, "MIT", kind="application"),
                "hashes": [{"alg": "SHA-256", "content": digest}],
            }
        },
        "components": parts,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _purl(package: Mapping[str, str]) -> str:
    kind = "generic" if package["name"] == "python" else "pypi"
    return f"pkg:{kind}/{package['name'].replace('_', '-')}@{package['version']}"


def _component(
    name: str, version: str, licence: str, purl: str = "", kind: str = "library"
) -> dict[str, Any]:
    component: dict[str, Any] = {"type": kind, "bom-ref": purl or name, "name": name, "version": version}
    if licence:
        component["licenses"] = [{"license": {"name": licence}}]
    if purl:
        component["purl"] = purl
    return component
