"""With ``CI=true`` a skipped test fails the run, whatever the way in which it was skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"

SKIPS = {
    "a test": "import pytest\ndef test_one():\n    pytest.skip('it is Tuesday')\n",
    "a marked test": "import pytest\n@pytest.mark.skipif(True, reason='it is Tuesday')\ndef test_one(): ...\n",
    "a missing package": "import pytest\npytest.importorskip('no_such_package_here')\ndef test_one(): ...\n",
    "a missing folder": "def test_one(shared): ...\n",
}


@pytest.mark.parametrize("kind", SKIPS)
def test_a_skip_fails_in_ci(kind: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(SKIPS[kind], pytester, monkeypatch, ci="true")
    assert result.ret != 0
    result.stdout.fnmatch_lines(["*nothing may be skipped with CI=true*"])


@pytest.mark.parametrize("kind", SKIPS)
def test_the_same_skip_passes_elsewhere(kind: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(SKIPS[kind], pytester, monkeypatch, ci="")
    assert "skipped" in result.stdout.str()
    assert "failed" not in result.stdout.str()


def test_what_no_installation_could_bring_may_be_skipped(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = "import pytest\ndef test_one():\n    pytest.skip('platform: no such signal here')\n"
    run(test, pytester, monkeypatch, ci="true").assert_outcomes(skipped=1)


def test_an_expected_failure_is_no_skip(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    test = "import pytest\n@pytest.mark.xfail\ndef test_one():\n    raise AssertionError\n"
    run(test, pytester, monkeypatch, ci="true").assert_outcomes(xfailed=1)


def run(test: str, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, *, ci: str) -> pytest.RunResult:
    monkeypatch.setenv("CI", ci)
    pytester.makepyfile(**{"tests/conftest": CONFTEST.read_text("utf-8"), "tests/test_it": test})
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", "tests")
