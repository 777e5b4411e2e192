"""What stands in deploy/ names settings that there are, and runs the bot as nobody in particular."""

import json
import re
import shutil
import subprocess
from pathlib import PurePosixPath

import pytest
import yaml

from bot.metrics import HELP
from bot.settings import SETTINGS
from tests.bot.process import ROOT

DEPLOY = ROOT / "deploy"
FILES = ("Dockerfile", "compose.yaml", "youju-bot.service", "kubernetes.yaml", "runbook.md")


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
    assert "10001:10001" == [line.split()[1] for line in lines if line.startswith("USER ")][-1]
    assert 'ENTRYPOINT ["youju"]' in lines
    assert any(line.startswith("HEALTHCHECK ") for line in lines)
    compose = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    for wish in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", "stop_grace_period: 30s", "secrets:"):
        assert wish in compose


def documents(name: str) -> dict:
    """Read the objects of a manifest, by kind."""
    return {made["kind"]: made for made in yaml.safe_load_all((DEPLOY / name).read_text(encoding="utf-8"))}


def test_pod_is_shut_in_and_polls_alone():
    """
    One replica that is stopped before the next starts, as nobody in particular, on a read-only root, its token a file.
    """
    objects = documents("kubernetes.yaml")
    spec = objects["Deployment"]["spec"]
    assert (1, "Recreate") == (spec["replicas"], spec["strategy"]["type"])
    pod = spec["template"]["spec"]
    assert (True, 10001) == (pod["securityContext"]["runAsNonRoot"], pod["securityContext"]["runAsUser"])
    assert pod["automountServiceAccountToken"] is False
    (container,) = pod["containers"]
    shut_in = container["securityContext"]
    assert (True, False) == (shut_in["readOnlyRootFilesystem"], shut_in["allowPrivilegeEscalation"])
    assert ["ALL"] == shut_in["capabilities"]["drop"]
    probed = {container[probe]["httpGet"]["path"] for probe in ("startupProbe", "readinessProbe", "livenessProbe")}
    assert {"/readyz", "/healthz"} == probed
    told = {row["name"]: row["value"] for row in container["env"]}
    mounts = {row["mountPath"]: row["name"] for row in container["volumeMounts"]}
    assert "token" == mounts[str(PurePosixPath(told["YOUJU_TELEGRAM_TOKEN_FILE"]).parent)]
    assert told["YOUJU_LISTEN"].endswith(f":{container['ports'][0]['containerPort']}")
    assert set(mounts.values()) == {volume["name"] for volume in pod["volumes"]}
    policy = objects["NetworkPolicy"]["spec"]
    assert {53, 443} == {port["port"] for rule in policy["egress"] for port in rule["ports"]}
    labels = spec["template"]["metadata"]["labels"]
    for selector in (spec["selector"], policy["podSelector"], objects["PodDisruptionBudget"]["spec"]["selector"]):
        assert labels == selector["matchLabels"]


def test_monitor_asks_for_what_the_bot_counts():
    """
    Every name in the alerts and the dashboard is one of /metrics, and every alert stands in the runbook.
    """
    alerts = (DEPLOY / "monitoring" / "alerts.yaml").read_text(encoding="utf-8")
    dashboard = (DEPLOY / "monitoring" / "dashboard.json").read_text(encoding="utf-8")
    asked = set(re.findall(r"youju_([a-z_]+?)(?:_bucket)?\b", alerts + json.dumps(json.loads(dashboard)["panels"])))
    assert asked <= set(HELP)
    rules = [rule for group in yaml.safe_load(alerts)["groups"] for rule in group["rules"]]
    runbook = (DEPLOY / "runbook.md").read_text(encoding="utf-8")
    assert all(rule["alert"] in runbook for rule in rules)


def test_image_is_built_from_the_sources_alone():
    """
    What the image copies is let through to the build, and nothing else is.
    """
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = {
        name for line in lines if line.startswith("COPY ") and "--from" not in line for name in line.split()[1:-1]
    }
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in ignored
    assert copied == {line[1:] for line in ignored if line.startswith("!")}


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
