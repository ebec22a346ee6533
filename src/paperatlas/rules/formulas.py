"""The fields of methods, which `methods.yml` declares."""

from __future__ import annotations

from collections.abc import Iterator

from ..maths import FormulaError, mathml
from ..model import Method, PropertyField
from ..model.methods import texts
from ..patterns import regex
from ..problems import Problem
from ..read import Record
from ..read.hints import quoted
from ..words import did_you_mean
from .methods import methods_of
from .vocabulary import Vocabulary

# A command; two backslashes are a line break in LaTeX, which a formula on one line does not have.
_DOUBLED = regex(r"\\\\([A-Za-z]{2,})")
_NUMBERED = regex(r"\\begin\{(equation|align|gather|multline|eqnarray|flalign|alignat)\}")
_NO_WORDS = regex(r"\\(?:text|mathrm|operatorname)\w*\*?\s*\{[^{}]*\}|\\[A-Za-z]+")
_SENTENCE = regex(r"[A-Za-z]{3,}(?:[\s,.:+=-]+[A-Za-z]{3,})+")  # at least two words
_OF_LINES = regex(r"\\(begin|substack|cases|matrix|[pb]matrix)\b")


_Where = tuple[str | int, ...]


def _methods(record: Record) -> Iterator[tuple[int, dict[str, object]]]:
    for index, method in record.items("methods"):
        if isinstance(method, dict):
            yield index, method


def known_method_fields(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    if vocabulary.methods is None:
        return
    formulas, properties = vocabulary.methods.formulas, vocabulary.methods.properties
    own = Method.model_fields
    known = [*own, *formulas, *properties]
    for index, method in _methods(record):
        for name, value in method.items():
            where = ("methods", index, name)
            if name not in known:
                hint = did_you_mean(name, known, f"known here: {', '.join(known)}")
                yield record.problem(
                    "unknown-field", f"unknown field '{name}' of a method", *where, hint=hint, at_key=True
                )
            elif name in properties and properties[name].many:
                yield from _list_of_values(record, where, value, properties[name])
            elif name not in own and not isinstance(value, str):
                hint = _first_alone(value, name) if name in properties else ""
                yield record.problem("wrong-type", f"'methods.{name}' must be text", *where, hint=hint)
            elif name in properties:
                yield from _known_value(record, where, name, value, properties[name])


def _list_of_values(record: Record, where: _Where, value: object, field: PropertyField) -> Iterator[Problem]:
    """A property with several values: each is known, and no one is there twice."""
    name = str(where[-1])
    if not isinstance(value, list):
        if where not in record.empty:
            inside = value if isinstance(value, str) else ", ".join(field.values)
            hint = f"write {name}: [{inside}]"
            yield record.problem("wrong-type", f"'methods.{name}' must be a list", *where, hint=hint)
        return
    for place, one in enumerate(value):
        if not isinstance(one, str):
            yield record.problem("wrong-type", f"'methods.{name}' must be a list of words", *where, place)
        elif one in value[:place]:
            message = f"the {name} '{one}' is there twice"
            yield record.problem("repeated-value", message, *where, place, hint="remove one of the two")
        else:
            yield from _known_value(record, (*where, place), name, one, field)


def _known_value(record: Record, where: _Where, name: str, value: object, field: PropertyField) -> Iterator[Problem]:
    if value not in field.values and where not in record.empty:
        hint = did_you_mean(str(value), field.values, f"one of: {', '.join(field.values)}")
        yield record.problem("unknown-value", f"unknown {name} '{value}'", *where, hint=hint)


def _first_alone(value: object, name: str) -> str:
    """What to write where a list is in the place of one value."""
    first = next(iter(texts(value)), "")
    return f"write {name}: {first}" if first else ""


def formulas_convert(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    if vocabulary.methods is None:
        return
    typed = {index: read.typed for index, read in methods_of(record, vocabulary)}
    for index, method in _methods(record):
        for name, field in vocabulary.methods.formulas.items():
            value = method.get(name)
            if not isinstance(value, str) or value in field.words:
                continue
            if meant := typed[index].get(name):
                message, hint = "; ".join(meant.faults), f"write {name}: {quoted(meant.right)}"
                yield record.problem("bad-formula", message, "methods", index, name, hint=hint)
                continue
            numbered = _NUMBERED.search(value)
            if numbered:
                message = f"'{numbered[0]}' would number the formula"
                hint = r"write the formula alone, or use \begin{aligned} for several lines"
                yield record.problem("bad-formula", message, "methods", index, name, offset=numbered.start(), hint=hint)
                continue
            doubled = _DOUBLED.search(value)
            if doubled and not _OF_LINES.search(value):
                message = f"'{doubled[0]}' has two backslashes"
                where = ("methods", index, name)
                right = quoted(_DOUBLED.sub(r"\\\1", value))
                yield record.problem(
                    "bad-formula", message, *where, offset=doubled.start(), hint=f"in single quotes, write {right}"
                )
                continue
            yield from _read(record, index, name, value)


def _read(record: Record, index: int, name: str, value: str) -> Iterator[Problem]:
    where = ("methods", index, name)
    try:
        mathml(value)
    except FormulaError as error:
        hint = "write it in LaTeX without packages; each { needs a }"
        message = f"the formula of '{name}' cannot be read: {error}"
        yield record.problem("bad-formula", message, *where, offset=error.offset, hint=hint)
        return
    words = _SENTENCE.search(_NO_WORDS.sub(" 0 ", value))
    if words:
        message = f"the words '{words[0]}' in a formula are shown as letters in a row"
        hint = r"write symbols, and words as in \text{if}; say it in words in the summary"
        yield record.problem("words-in-formula", message, *where, hint=hint, severity="warning")


def methods_say_something(record: Record, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A method without a formula or a property has an empty section on the page."""
    if vocabulary.methods is None or record.is_partial:
        return
    formulas = list(vocabulary.methods.formulas)
    for index, method in _methods(record):
        if formulas and method.keys() <= {"key", "name"}:
            message = f"the method '{method.get('name')}' has no formula"
            hint = f"add a line with its formula, `{formulas[0]}: '...'`, or remove the method"
            yield record.problem("empty-method", message, "methods", index, hint=hint, severity="warning")
