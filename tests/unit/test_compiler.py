"""Compiled templates escape and call as Jinja's own do."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from paperatlas.render.compiler import Compiler, escaped

from ..conftest import ROOT


class OurEnvironment(Environment):
    code_generator_class = Compiler
    escaped = staticmethod(escaped)


OURS, JINJAS = (
    kind(autoescape=True, undefined=StrictUndefined, optimized=False) for kind in (OurEnvironment, Environment)
)
VALUES = st.one_of(st.text(), st.text("a&<>'\"\0"), st.builds(Markup, st.text("b<")), st.integers(), st.none())
TEMPLATES = (
    "{{ a }}{{ a ~ b }}{{ [a, b] | join('<') }}",
    '{% macro m(x, y="<i>", z=none) %}<b>{{ x }}{{ y }}{{ z }}</b>{% endmacro %}{{ m(a) }}{{ m(b, z=a) }}',
    "{% macro m() %}{{ caller(a) }}{% endmacro %}{% call(x) m() %}<p>{{ x }}</p>{% endcall %}",
    "{% macro m(x) %}{{ x }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(*[a, b], **{'c': b}) }}",
    "{% for x in [a, b] %}{{ loop.cycle('<', x) }}{{ x | string }}{% endfor %}",
    "{% autoescape false %}{{ a }}{{ a ~ '<i>' }}{% endautoescape %}{{ a }}",
    "{% macro m(x) %}{{ x }}{{ kwargs }}{% endmacro %}{{ m(a, class=b) }}{{ dict(for=a) }}",
    "{% set c %}{{ a }}{% endset %}{{ c }}",
)


@pytest.mark.parametrize("template", TEMPLATES)
@given(a=VALUES, b=VALUES)
def test_a_template_gives_the_same_text_as_with_jinjas_own_compiler(template: str, a: Any, b: Any) -> None:
    assert OURS.from_string(template).render(a=a, b=b) == JINJAS.from_string(template).render(a=a, b=b)


@given(VALUES)
def test_a_value_is_escaped_as_markupsafe_escapes_it(value: Any) -> None:
    assert escaped(value) == escape(value)


@pytest.mark.parametrize("template", ["{{ missing }}", "{{ missing.name }}", "{{ missing(1) }}"])
def test_a_missing_value_is_an_error(template: str) -> None:
    with pytest.raises(UndefinedError, match="'missing' is undefined"):
        OURS.from_string(template).render()


def test_a_compiled_template_does_not_contain_what_a_filter_gave() -> None:
    for environment in (OURS, JINJAS):
        environment.filters["address"] = str.upper
    code = OURS.compile("{{ 'glossary/' | address }}{{ m(x='glossary/' | address) }}", raw=True)
    assert "GLOSSARY" not in code


def test_no_template_writes_an_attribute_as_a_text():
    """Its quotes would be escaped: `text-anchor=&#34;end&#34;` has no effect."""
    written = re.compile(r"""\{\{[^}]*?(?:'[^'}]*=\\?"|"[^"}]*=\\?')""")
    templates = [path for path in (ROOT / "src/paperatlas/templates").rglob("*") if path.suffix in (".html", ".md")]
    assert len(templates) > 40
    assert [path.name for path in templates if written.search(path.read_text(encoding="utf-8"))] == []
