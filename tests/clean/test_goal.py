"""What cleaning promises, on the benchmark's own articles: at most 0.5 % wrong, nothing invented."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

PROGRAM = Path(__file__).parents[2] / "benchmarks" / "cleaning.py"


def load_program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("cleaning_benchmark", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up here
    spec.loader.exec_module(module)
    return module


BENCHMARK = load_program()


@pytest.mark.parametrize("name", list(BENCHMARK.NOISE))
def test_goal(name: str) -> None:
    score, _ = BENCHMARK.measure(BENCHMARK.NOISE[name], show=False)
    assert score.characters > 2000
    assert score.rate <= 0.005
    assert score.invented == 0


def test_the_measure_sees_a_wrong_character() -> None:
    score = BENCHMARK.compare("某县医院2024年", "某县医完2024年")
    assert (score.characters, score.wrong, score.invented) == (9, 1, 1)
