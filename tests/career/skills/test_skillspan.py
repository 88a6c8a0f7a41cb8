"""How well skills are found in real job advertisements; no word of this split was ever learnt."""

import pytest

from bench.skills import DATA, measure
from career import skills

TARGET = 0.55


@pytest.mark.skipif(not DATA.exists(), reason=f"{DATA} is absent")
def test_f_on_the_development_split(record_property):
    figures = measure(skills.load())
    record_property("skillspan", f"P {figures.precision:.3f} R {figures.recall:.3f} F {figures.f:.3f}")
    assert (figures.sentences, figures.spans) == (3174, 2163)
    assert figures.f >= TARGET
