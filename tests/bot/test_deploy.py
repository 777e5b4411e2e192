"""What stands in deploy/ names settings that there are, and runs the bot as nobody in particular."""

import re
import shutil
import subprocess

import pytest

from bot.settings import SETTINGS
from tests.bot.process import ROOT

DEPLOY = ROOT / "deploy"
FILES = ("Dockerfile", "compose.yaml", "youju-bot.service", "runbook.md")


@pytest.mark.parametrize("name", FILES)
def test_settings_that_are_named_exist(name):
    """
    A setting that was renamed is renamed here too.
    """
    known = {setting.name for setting in SETTINGS}
    assert set(re.findall(r"YOUJU_[A-Z_]+", (DEPLOY / name).read_text(encoding="utf-8"))) <= known


def test_container_is_no_root_and_gets_signals():
    """
    The image's last user is not root, and its entry point is in exec form.
    """
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert "youju" == [line.split()[1] for line in lines if line.startswith("USER ")][-1]
    assert 'ENTRYPOINT ["youju"]' in lines
    assert any(line.startswith("HEALTHCHECK ") for line in lines)
    compose = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    for wish in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "stop_grace_period: 30s", "secrets:"):
        assert wish in compose


def test_unit_is_well_formed_and_shut_in():
    """
    systemd understands the unit and finds little to object to.
    """
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze")
    unit = str(DEPLOY / "youju-bot.service")
    said = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert [] == [line for line in said.stderr.splitlines() if "youju-bot" in line and "not executable" not in line]
    security = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", unit]
    shut_in = subprocess.run(security, capture_output=True, text=True, check=False)
    assert 0 == shut_in.returncode, shut_in.stdout[-400:]
