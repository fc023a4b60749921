"""Which versions of the other engines are measured."""

import json
import subprocess

from tests.benchmarks.peers.run import PEERS_PYTHON

PACKAGES = ("ortools", "pulp", "highspy", "pytoulbar2", "numpy")


def peer_versions() -> str:
    """Return the versions of the engines in the peers' environment, in a phrase."""
    return versions_there(*PACKAGES) + "；CBC 为 pulp 自带的版本。"


def versions_there(*packages: str) -> str:
    """Return the versions of some packages in the peers' environment, in a phrase."""
    script = (
        "import json, sys\nfrom importlib.metadata import version\n"
        "print(json.dumps([version(name) for name in sys.argv[1:]]))\n"
    )
    done = subprocess.run(
        [str(PEERS_PYTHON), "-c", script, *packages], check=True, capture_output=True
    )
    versions = json.loads(done.stdout)
    return "、".join(f"{name} {n}" for name, n in zip(packages, versions, strict=True))
