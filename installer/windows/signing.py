"""Signs a program where a certificate is given: ``python installer/windows/signing.py FILE``.

By the environment: SETTLEMENT_SIGN_PFX (the certificate's file; without it nothing is signed),
SETTLEMENT_SIGN_PASSWORD, SETTLEMENT_SIGN_TIMESTAMP (the address of a timestamp service, where one is used).
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


def is_possible(environment: Mapping[str, str]) -> bool:
    """Say whether a certificate is given."""
    return bool(environment.get("SETTLEMENT_SIGN_PFX"))


def command(
    file: Path, signed: Path, environment: Mapping[str, str], platform: str = sys.platform
) -> Sequence[str]:
    """Return the command line that signs: Windows' signtool in place, elsewhere osslsigncode into ``signed``."""
    certificate, password = (
        environment["SETTLEMENT_SIGN_PFX"],
        environment.get("SETTLEMENT_SIGN_PASSWORD", ""),
    )
    timestamp = environment.get("SETTLEMENT_SIGN_TIMESTAMP")
    if platform == "win32":
        stamp = ["/tr", timestamp, "/td", "SHA256"] if timestamp else []
        return ["signtool", "sign", "/fd", "SHA256", "/f", certificate, "/p", password, *stamp, str(file)]
    stamp = ["-ts", timestamp] if timestamp else []
    keys = ["-pkcs12", certificate, "-pass", password, "-h", "sha256"]
    return ["osslsigncode", "sign", *keys, *stamp, "-in", str(file), "-out", str(signed)]


def sign(file: Path) -> None:
    """Sign a program; raises CalledProcessError where that fails, FileNotFoundError where the tool is missing."""
    signed = file.with_name(f"{file.name}.signed")
    subprocess.run(command(file, signed, os.environ), check=True, stdout=subprocess.DEVNULL)
    if signed.exists():
        signed.replace(file)


if __name__ == "__main__":
    sign(Path(sys.argv[1]))
